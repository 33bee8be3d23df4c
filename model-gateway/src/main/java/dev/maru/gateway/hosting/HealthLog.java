package dev.maru.gateway.hosting;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.TenantDb;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stores the last state of endpoints for people: at once when it changes, else every few seconds. */
@Component
class HealthLog {
    private static final Logger LOG = LoggerFactory.getLogger(HealthLog.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final TenantDb db;
    private final HealthRepository repository;
    private final Clock clock;
    private final ConcurrentHashMap<ConnectionId, Written> written = new ConcurrentHashMap<>();

    private record Written(EndpointStatus status, Instant at, boolean withModels) {}

    HealthLog(TenantDb db, HealthRepository repository, Clock clock) {
        this.db = db;
        this.repository = repository;
        this.clock = clock;
    }

    boolean lacksModels(ConnectionId connection) {
        var last = written.get(connection);
        return last == null || !last.withModels();
    }

    void note(TenantId tenant, ConnectionId connection, Finding finding) {
        var now = clock.instant();
        var last = written.get(connection);
        if (last == null || last.status() != finding.status()) {
            LOG.info("The endpoint {} is {} {}", connection, finding.status().wireName(), finding.sentence());
        } else if (finding.models() == null && now.isBefore(last.at().plus(EVERY))) {
            return;
        }
        var withModels = finding.models() != null || last != null && last.withModels();
        written.put(connection, new Written(finding.status(), now, withModels));
        try {
            db.runInTenant(tenant, tx -> repository.put(tx, connection, finding, now));
        } catch (RuntimeException e) {
            LOG.debug("The state of {} could not be stored", connection, e);
        }
    }
}
