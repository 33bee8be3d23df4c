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
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Which connections of a tenant lead to machines of its own, and what those are. */
@Service
public class HostingService {
    private final TenantDb db;
    private final ConnectionRepository connections;
    private final HostingRepository hostings;
    private final ChangeFeed changes;
    private final AuditTrail audit;
    private final Clock clock;
    private final String currency;

    HostingService(
            TenantDb db,
            ConnectionRepository connections,
            HostingRepository hostings,
            ChangeFeed changes,
            AuditTrail audit,
            Clock clock,
            MaruSettings settings) {
        this.db = db;
        this.connections = connections;
        this.hostings = hostings;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
        this.currency = settings.currency();
    }

    /** What a connection leads to. */
    public record Hosted(ConnectionId connection, long version, Hosting hosting) {}

    /** What amounts are in. */
    public String currency() {
        return currency;
    }

    public List<Hosted> list(Caller caller) {
        caller.require(Permission.READ_MODELS);
        return db.inTenant(caller.tenant(), hostings::list);
    }

    public Hosted find(Caller caller, ConnectionId id) {
        caller.require(Permission.READ_MODELS);
        return db.inTenant(caller.tenant(), tx -> {
            connection(tx, id);
            return hostings.find(tx, id).orElseThrow(HostingService::notHosted);
        });
    }

    /** @param version as it was read; null: there is none yet */
    public Hosted put(Caller caller, ConnectionId id, @Nullable Long version, Hosting hosting) {
        caller.require(Permission.MANAGE_MODELS);
        if (!hosting.currency().equals(currency)) {
            throw PlatformException.invalid("currency", "this installation accounts in " + currency);
        }
        return db.inTenant(caller.tenant(), tx -> {
            var connection = changeable(tx, id);
            var stored = hostings.find(tx, id).map(Hosted::version).orElse(null);
            if (stored == null ? version != null : !stored.equals(version)) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this endpoint meanwhile; read it again.");
            }
            var next = new Hosted(id, stored == null ? 0 : stored + 1, hosting);
            hostings.put(tx, next, clock.instant());
            changed(tx, caller, "endpoint.described", connection);
            return next;
        });
    }

    /** The connection stays; it is one like any other then. */
    public void delete(Caller caller, ConnectionId id) {
        caller.require(Permission.MANAGE_MODELS);
        db.runInTenant(caller.tenant(), tx -> {
            var connection = changeable(tx, id);
            if (!hostings.delete(tx, id)) {
                throw notHosted();
            }
            changed(tx, caller, "endpoint.forgotten", connection);
        });
    }

    private Connection connection(TenantTx tx, ConnectionId id) {
        return connections
                .find(tx, id)
                .map(ConnectionRepository.Stored::connection)
                .orElseThrow(() -> ConnectionService.notFound(id));
    }

    private Connection changeable(TenantTx tx, ConnectionId id) {
        if (connection(tx, id).shared()) {
            throw new PlatformException(
                    GatewayError.CONNECTION_SHARED, "What a shared connection runs on is the operator's to say.");
        }
        return connections
                .lock(tx, id)
                .map(ConnectionRepository.Stored::connection)
                .orElseThrow(() -> ConnectionService.notFound(id));
    }

    private void changed(TenantTx tx, Caller caller, String what, Connection connection) {
        audit.record(
                tx,
                caller,
                AuditEvent.of(what, connection.id(), connection.slug())
                        .with(Map.of("baseUrl", String.valueOf(connection.baseUrl()))));
        changes.bump(tx, GatewayChange.KIND);
    }

    private static PlatformException notHosted() {
        return new PlatformException(
                GatewayError.HOSTING_NOT_FOUND, "Nobody said what this connection runs on: it is no own endpoint.");
    }
}
