package dev.maru.gateway.catalog;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.ConnectionKeyId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.GatewayChange;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.catalog.ConnectionRepository.Stored;
import dev.maru.gateway.provider.ListedModel;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.egress.EgressGuard;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Provider connections of a tenant: made, tested, changed, removed. */
@Service
public class ConnectionService {
    private final TenantDb db;
    private final ConnectionRepository connections;
    private final ConnectionKeyRepository keys;
    private final ModelRepository models;
    private final ConnectionSecrets secrets;
    private final EgressGuard egress;
    private final Providers providers;
    private final EndpointDiscovery discovery;
    private final ChangeFeed changes;
    private final AuditTrail audit;
    private final Clock clock;

    ConnectionService(
            TenantDb db,
            ConnectionRepository connections,
            ConnectionKeyRepository keys,
            ModelRepository models,
            ConnectionSecrets secrets,
            EgressGuard egress,
            Providers providers,
            EndpointDiscovery discovery,
            ChangeFeed changes,
            AuditTrail audit,
            Clock clock) {
        this.db = db;
        this.connections = connections;
        this.keys = keys;
        this.models = models;
        this.secrets = secrets;
        this.egress = egress;
        this.providers = providers;
        this.discovery = discovery;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /** Every connection the tenant can use, shared ones included. */
    public List<Connection> list(Caller caller) {
        caller.require(Permission.READ_MODELS);
        return db.inTenant(caller.tenant(), connections::list);
    }

    public Connection create(Caller caller, NewConnection connection) {
        caller.require(Permission.MANAGE_MODELS);
        var baseUrl = reachable(connection.baseUrl());
        return db.inTenant(caller.tenant(), tx -> insert(tx, caller, connection, baseUrl));
    }

    private Connection insert(TenantTx tx, Caller caller, NewConnection wanted, BaseUrl baseUrl) {
        var connection = new Connection(
                ConnectionId.next(),
                0,
                wanted.slug().value(),
                name(wanted.name()),
                wanted.kind().connectable(),
                baseUrl.toString(),
                List.of(),
                true,
                wanted.onDisconnect(),
                false,
                clock.instant());
        if (!connections.insert(tx, connection)) {
            throw new PlatformException(
                    GatewayError.CONNECTION_SLUG_TAKEN,
                    "A connection \"" + wanted.slug() + "\" is there already; choose another short name.");
        }
        var stored = withMainKey(tx, Stored.of(connection, List.of()), baseUrl, blankToNull(wanted.secret()));
        changed(tx, caller, "connection.created", connection, Map.of("baseUrl", baseUrl.toString()));
        return stored.connection();
    }

    /** Sets the first key, null: takes every key away. */
    private Stored withMainKey(TenantTx tx, Stored stored, BaseUrl url, @Nullable String secret) {
        var id = stored.connection().id();
        if (secret == null) {
            keys.deleteAll(tx, id);
            return Stored.of(stored.connection(), List.of());
        }
        var sealed = secrets.seal(tx, id, url, secret);
        var hint = ConnectionSecrets.hint(secret);
        if (stored.sealedKeys().isEmpty()) {
            var key = new ConnectionKey(
                    ConnectionKeyId.next(), 0, ConnectionKey.MAIN, hint, 1, true, null, null, clock.instant());
            keys.insert(tx, id, new SealedKey(key, sealed));
        } else {
            var old = stored.sealedKeys().getFirst().key();
            keys.update(
                    tx,
                    new SealedKey(
                            new ConnectionKey(
                                    old.id(),
                                    old.version() + 1,
                                    old.name(),
                                    hint,
                                    old.weight(),
                                    true,
                                    null,
                                    null,
                                    old.createdAt()),
                            sealed));
        }
        return Stored.of(stored.connection(), keys.list(tx, id));
    }

    public Connection update(Caller caller, ConnectionId id, ConnectionChange change) {
        caller.require(Permission.MANAGE_MODELS);
        var baseUrl = change.baseUrl() == null ? null : reachable(change.baseUrl());
        return db.inTenant(caller.tenant(), tx -> {
            var stored = lock(tx, id);
            if (stored.connection().version() != change.version()) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this connection meanwhile; read it again.");
            }
            var next = changed(tx, stored, change, baseUrl);
            connections.update(tx, next.connection());
            changed(tx, caller, "connection.updated", next.connection(), Map.of());
            return next.connection();
        });
    }

    private Stored changed(TenantTx tx, Stored stored, ConnectionChange change, @Nullable BaseUrl newUrl) {
        var old = stored.connection();
        var oldUrl = BaseUrl.parse(String.valueOf(old.baseUrl()));
        var url = newUrl == null ? oldUrl : newUrl;
        var moved = !url.origin().equals(oldUrl.origin());
        if (moved && change.secret() == null && !stored.sealedKeys().isEmpty()) {
            throw new PlatformException(
                    GatewayError.CONNECTION_SECRET_NEEDED,
                    "The key was entered for " + oldUrl.origin() + ". Enter it again to send it to " + url.origin()
                            + ".");
        }
        var next = new Connection(
                old.id(),
                old.version() + 1,
                old.slug(),
                change.name() == null ? old.name() : name(change.name()),
                old.kind(),
                url.toString(),
                old.keys(),
                change.enabled() == null ? old.enabled() : change.enabled(),
                change.onDisconnect() == null ? old.onDisconnect() : change.onDisconnect(),
                false,
                old.createdAt());
        if (change.secret() == null) {
            return new Stored(next, stored.sealedKeys());
        }
        if (moved) {
            // The other keys were entered for the old place as well.
            keys.deleteAll(tx, old.id());
            return withMainKey(tx, Stored.of(next, List.of()), url, blankToNull(change.secret()));
        }
        return withMainKey(tx, Stored.of(next, stored.sealedKeys()), url, blankToNull(change.secret()));
    }

    /** Removes a connection with its models and their prices; past calls and the ledger stay. */
    public void delete(Caller caller, ConnectionId id) {
        caller.require(Permission.MANAGE_MODELS);
        db.runInTenant(caller.tenant(), tx -> {
            var stored = lock(tx, id);
            connections.delete(tx, id);
            changed(tx, caller, "connection.deleted", stored.connection(), Map.of());
        });
    }

    /** The tenant's own connection, locked for a change. */
    Stored lock(TenantTx tx, ConnectionId id) {
        return connections.lock(tx, id).orElseThrow(() -> notChangeable(tx, id));
    }

    /**
     * What this machine offers; {@code refresh} looks again instead of answering what was found last. Empty for everybody
     * but operators: the keys and engines of the machine are theirs to give.
     */
    public List<DiscoveredEndpoint> discovered(Caller caller, boolean refresh) {
        caller.require(Permission.MANAGE_MODELS);
        if (!caller.may(Permission.OPERATE)) {
            return List.of();
        }
        var known = list(caller).stream().map(Connection::baseUrl).toList();
        return discovery.found(refresh).stream()
                .map(found -> found.described(known.contains(found.baseUrl())))
                .toList();
    }

    /** Makes a connection of a discovered endpoint, with its key if it has one, and imports its models. */
    public Connection adopt(Caller caller, String discoveredId) {
        caller.require(Permission.MANAGE_MODELS);
        caller.require(Permission.OPERATE);
        var found = discovery.find(discoveredId);
        var baseUrl = reachable(found.baseUrl());
        List<ListedModel> listed;
        try {
            listed = providers
                    .of(ConnectionKind.OPENAI)
                    .listed(new ProviderEndpoint(found.slug(), baseUrl.uri(), found.secret()));
        } catch (UpstreamFailure e) {
            throw new PlatformException(GatewayError.CONNECTION_UNUSABLE, found.name() + ": " + e.sentence(), e);
        }
        return db.inTenant(caller.tenant(), tx -> {
            var taken = connections.list(tx).stream().map(Connection::slug).toList();
            var slug = new ConnectionSlug(free(found.slug(), taken));
            var wanted = new NewConnection(slug, found.name(), found.baseUrl(), found.secret(), found.onDisconnect());
            var connection = insert(tx, caller, wanted, baseUrl);
            models.insertMissing(tx, connection.id(), listed, clock.instant());
            return connection;
        });
    }

    private static String free(String slug, List<String> taken) {
        var candidate = slug;
        for (int number = 2; taken.contains(candidate); number++) {
            candidate = slug + "-" + number;
        }
        return candidate;
    }

    private BaseUrl reachable(String text) {
        var baseUrl = BaseUrl.parse(text);
        egress.check(baseUrl.uri());
        return baseUrl;
    }

    private static String name(String text) {
        var name = text.strip();
        if (name.isEmpty() || name.length() > 100) {
            throw PlatformException.invalid("name", "1 to 100 characters");
        }
        return name;
    }

    static @Nullable String blankToNull(@Nullable String secret) {
        return secret == null || secret.isBlank() ? null : secret.strip();
    }

    void changed(TenantTx tx, Caller caller, String action, Connection connection, Map<String, String> details) {
        audit.record(
                tx,
                caller,
                AuditEvent.of(action, connection.id(), connection.slug()).with(details));
        changes.bump(tx, GatewayChange.KIND);
    }

    private PlatformException notChangeable(TenantTx tx, ConnectionId id) {
        return connections.find(tx, id).isPresent()
                ? new PlatformException(
                        GatewayError.CONNECTION_SHARED,
                        "This connection is shared by the operator and cannot be changed here.")
                : notFound(id);
    }

    static PlatformException notFound(ConnectionId id) {
        return new PlatformException(GatewayError.CONNECTION_NOT_FOUND, "There is no connection " + id + ".");
    }
}
