package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.catalog.ConnectionRepository.Stored;
import dev.maru.gateway.provider.ListedModel;
import dev.maru.gateway.provider.UpstreamFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Asks providers for their lists of models, which is never billed: to see whether a connection works, and to import. */
@Service
public class ConnectionTester {
    private final TenantDb db;
    private final ConnectionRepository connections;
    private final ConnectionKeyService keys;
    private final KeyRefusals refusals;
    private final ConnectionSecrets secrets;
    private final Providers providers;

    ConnectionTester(
            TenantDb db,
            ConnectionRepository connections,
            ConnectionKeyService keys,
            KeyRefusals refusals,
            ConnectionSecrets secrets,
            Providers providers) {
        this.db = db;
        this.connections = connections;
        this.keys = keys;
        this.refusals = refusals;
        this.secrets = secrets;
        this.providers = providers;
    }

    /**
     * Tries every key of the connection that is switched on and says in a sentence what came of it. A key that works again
     * is used again; one that the provider refuses rests.
     */
    public ConnectionCheck test(Caller caller, ConnectionId id) {
        caller.require(Permission.MANAGE_MODELS);
        var stored = stored(caller, id);
        var tried = enabled(stored);
        if (tried.isEmpty()) {
            return stored.sealedKeys().isEmpty()
                    ? test(caller, stored, null)
                    : new ConnectionCheck(
                            ConnectionCheck.Outcome.KEY_REFUSED, "Every key of it is switched off.", List.of());
        }
        @Nullable ConnectionCheck worst = null;
        var refused = new ArrayList<String>();
        for (var key : tried) {
            var check = test(caller, stored, key);
            if (check.outcome() == ConnectionCheck.Outcome.KEY_REFUSED) {
                refused.add(key.key().name());
            }
            if (worst == null || worst.outcome() == ConnectionCheck.Outcome.WORKS) {
                worst = check;
            }
        }
        return named(Objects.requireNonNull(worst), refused, tried.size());
    }

    private static ConnectionCheck named(ConnectionCheck worst, List<String> refused, int tried) {
        if (refused.isEmpty() || tried == 1) {
            return worst;
        }
        return new ConnectionCheck(
                worst.outcome(),
                "The provider does not accept " + refused.size() + " of " + tried + " keys: "
                        + String.join(", ", refused) + ". Enter them again.",
                worst.models());
    }

    private ConnectionCheck test(Caller caller, Stored stored, @Nullable SealedKey key) {
        try {
            var listed = listed(caller, stored, key);
            if (key != null && key.key().refusedAt() != null) {
                keys.accepted(caller, stored.connection().id(), key.key());
            }
            return new ConnectionCheck(
                    ConnectionCheck.Outcome.WORKS,
                    "It works: the provider lists " + listed.size() + " models.",
                    listed.stream().map(ListedModel::id).toList());
        } catch (UpstreamFailure e) {
            if (e.kind() == UpstreamFailure.Kind.KEY_REFUSED && key != null) {
                refusals.refused(caller.tenant(), key, "The provider refused it in a test.");
            }
            var outcome = switch (e.kind()) {
                case NOT_CONNECTED, CLOSED_WHILE_IDLE -> ConnectionCheck.Outcome.UNREACHABLE;
                case EGRESS_REFUSED -> ConnectionCheck.Outcome.EGRESS_REFUSED;
                case KEY_REFUSED -> ConnectionCheck.Outcome.KEY_REFUSED;
                case CONNECT_TIMEOUT, TIMEOUT -> ConnectionCheck.Outcome.TIMED_OUT;
                case BROKEN -> ConnectionCheck.Outcome.UNEXPECTED_ANSWER;
            };
            return new ConnectionCheck(outcome, e.sentence(), List.of());
        }
    }

    /** What the provider of a connection lists now. */
    List<ListedModel> upstreamModels(Caller caller, ConnectionId id) {
        var stored = stored(caller, id);
        var usable = enabled(stored).stream()
                .filter(key -> key.key().usable())
                .findFirst()
                .orElseGet(() -> enabled(stored).stream().findFirst().orElse(null));
        try {
            return listed(caller, stored, usable);
        } catch (UpstreamFailure e) {
            throw new PlatformException(GatewayError.CONNECTION_UNUSABLE, e.sentence(), e);
        }
    }

    private List<ListedModel> listed(Caller caller, Stored stored, @Nullable SealedKey key) throws UpstreamFailure {
        var connection = stored.connection();
        var baseUrl = connection.baseUrl() == null ? null : URI.create(connection.baseUrl());
        return providers
                .of(connection.kind())
                .listed(secrets.endpoint(caller.tenant(), connection.id(), connection.slug(), baseUrl, key));
    }

    private Stored stored(Caller caller, ConnectionId id) {
        return db.inTenant(
                caller.tenant(), tx -> connections.find(tx, id).orElseThrow(() -> ConnectionService.notFound(id)));
    }

    private static List<SealedKey> enabled(Stored stored) {
        return stored.sealedKeys().stream().filter(key -> key.key().enabled()).toList();
    }
}
