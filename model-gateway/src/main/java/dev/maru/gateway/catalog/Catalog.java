package dev.maru.gateway.catalog;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.GatewayChange;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.platform.change.SnapshotFactory;
import dev.maru.platform.change.Snapshots;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The catalogue as the call path sees it: from memory, without SQL. */
@Component
public class Catalog {
    private final Snapshots<CatalogSnapshot> snapshots;
    private final ConnectionSecrets secrets;

    Catalog(SnapshotFactory snapshots, CatalogSnapshotRepository repository, ConnectionSecrets secrets) {
        this.snapshots = snapshots.of(GatewayChange.KIND, repository::load);
        this.secrets = secrets;
    }

    /** The tenant's models; throws "temporarily unavailable" if they are not in memory and the database is away. */
    public CatalogSnapshot of(TenantId tenant) {
        return snapshots.get(tenant);
    }

    /**
     * Where a model's provider is, with its secret opened.
     *
     * @param key one of the connection's, null if it has none
     */
    public ProviderEndpoint endpoint(TenantId tenant, CallableModel model, @Nullable SealedKey key) {
        return endpoint(tenant, model.connection(), key);
    }

    /** The same for a connection, whatever it offers. */
    public ProviderEndpoint endpoint(TenantId tenant, CallableConnection connection, @Nullable SealedKey key) {
        return secrets.endpoint(tenant, connection.id(), connection.slug(), connection.baseUrl(), key);
    }

    /** Whether the caller's key may call the model: a key may list models by either of their names. */
    public static boolean allowed(Caller caller, CallableModel model) {
        var models = modelsOf(caller);
        return models.isEmpty() || models.contains(model.qualifiedName()) || models.contains(model.upstreamId());
    }

    /** Whether the caller's key may call a route of this name. */
    public static boolean allowed(Caller caller, String route) {
        var models = modelsOf(caller);
        return models.isEmpty() || models.contains(route);
    }

    private static Set<String> modelsOf(Caller caller) {
        return caller.actor() instanceof Actor.Key key ? key.models() : Set.of();
    }
}
