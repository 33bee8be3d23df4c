package dev.maru.gateway.catalog;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.ConnectionId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.GatewayChange;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.catalog.ConnectionRepository.Stored;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.egress.EgressGuard;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Provider connections of a tenant: made, tested, changed, removed. */
@Service
public class ConnectionService {
    private static final String OPENAI = "openai";

    private final TenantDb db;
    private final ConnectionRepository connections;
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
        var id = ConnectionId.next();
        var secret = blankToNull(wanted.secret());
        var connection = new Connection(
                id,
                0,
                wanted.slug().value(),
                name(wanted.name()),
                OPENAI,
                baseUrl.toString(),
                secret == null ? null : ConnectionSecrets.hint(secret),
                true,
                wanted.onDisconnect(),
                false,
                clock.instant());
        var sealed = secret == null ? null : secrets.seal(tx, id, baseUrl, secret);
        if (!connections.insert(tx, new Stored(connection, sealed))) {
            throw new PlatformException(
                    GatewayError.CONNECTION_SLUG_TAKEN,
                    "A connection \"" + wanted.slug() + "\" is there already; choose another short name.");
        }
        changed(tx, caller, "connection.created", connection, Map.of("baseUrl", baseUrl.toString()));
        return connection;
    }

    public Connection update(Caller caller, ConnectionId id, ConnectionChange change) {
        caller.require(Permission.MANAGE_MODELS);
        var baseUrl = change.baseUrl() == null ? null : reachable(change.baseUrl());
        return db.inTenant(caller.tenant(), tx -> {
            var stored = connections.lock(tx, id).orElseThrow(() -> notChangeable(tx, id));
            if (stored.connection().version() != change.version()) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this connection meanwhile; read it again.");
            }
            var next = changed(tx, stored, change, baseUrl);
            connections.update(tx, next);
            changed(tx, caller, "connection.updated", next.connection(), Map.of());
            return next.connection();
        });
    }

    private Stored changed(TenantTx tx, Stored stored, ConnectionChange change, @Nullable BaseUrl newUrl) {
        var old = stored.connection();
        var oldUrl = BaseUrl.parse(String.valueOf(old.baseUrl()));
        var url = newUrl == null ? oldUrl : newUrl;
        var sealed = stored.sealedSecret();
        var hint = old.secretHint();
        if (change.secret() != null) {
            var secret = blankToNull(change.secret());
            sealed = secret == null ? null : secrets.seal(tx, old.id(), url, secret);
            hint = secret == null ? null : ConnectionSecrets.hint(secret);
        } else if (sealed != null && !url.origin().equals(oldUrl.origin())) {
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
                hint,
                change.enabled() == null ? old.enabled() : change.enabled(),
                change.onDisconnect() == null ? old.onDisconnect() : change.onDisconnect(),
                false,
                old.createdAt());
        return new Stored(next, sealed);
    }

    /** Removes a connection with its models and their prices; past calls and the ledger stay. */
    public void delete(Caller caller, ConnectionId id) {
        caller.require(Permission.MANAGE_MODELS);
        db.runInTenant(caller.tenant(), tx -> {
            var stored = connections.lock(tx, id).orElseThrow(() -> notChangeable(tx, id));
            connections.delete(tx, id);
            changed(tx, caller, "connection.deleted", stored.connection(), Map.of());
        });
    }

    /** Lists the provider's models, which is never billed, and says in a sentence what came of it. */
    public ConnectionCheck test(Caller caller, ConnectionId id) {
        caller.require(Permission.MANAGE_MODELS);
        var stored = db.inTenant(caller.tenant(), tx -> connections.find(tx, id).orElseThrow(() -> notFound(id)));
        try {
            var listed = providers.of(stored.connection().kind()).models(endpoint(caller, stored));
            return new ConnectionCheck(
                    ConnectionCheck.Outcome.WORKS,
                    "It works: the provider lists " + listed.size() + " models.",
                    listed);
        } catch (UpstreamFailure e) {
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

    /** The ids that the provider of a connection lists now. */
    List<String> upstreamModels(Caller caller, ConnectionId id) {
        var stored = db.inTenant(caller.tenant(), tx -> connections.find(tx, id).orElseThrow(() -> notFound(id)));
        try {
            return providers.of(stored.connection().kind()).models(endpoint(caller, stored));
        } catch (UpstreamFailure e) {
            throw new PlatformException(GatewayError.CONNECTION_UNUSABLE, e.sentence(), e);
        }
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
        List<String> listed;
        try {
            listed = providers.of(OPENAI).models(new ProviderEndpoint(found.slug(), baseUrl.uri(), found.secret()));
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

    private ProviderEndpoint endpoint(Caller caller, Stored stored) {
        var connection = stored.connection();
        var baseUrl = connection.baseUrl() == null ? null : URI.create(connection.baseUrl());
        return secrets.endpoint(caller.tenant(), connection.id(), connection.slug(), baseUrl, stored.sealedSecret());
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

    private static @Nullable String blankToNull(@Nullable String secret) {
        return secret == null || secret.isBlank() ? null : secret.strip();
    }

    private void changed(
            TenantTx tx, Caller caller, String action, Connection connection, Map<String, String> details) {
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

    private static PlatformException notFound(ConnectionId id) {
        return new PlatformException(GatewayError.CONNECTION_NOT_FOUND, "There is no connection " + id + ".");
    }
}
