package dev.maru.gateway.catalog;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.GatewayChange;
import dev.maru.platform.change.ChangeFeed;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Stores whether a provider takes a key, off the call's path, so that people see it and every replica goes by it. If the
 * database is away, this replica still does.
 */
@Component
public class KeyRefusals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRefusals.class);

    private final TenantDb db;
    private final ConnectionKeyRepository keys;
    private final ChangeFeed changes;
    private final Clock clock;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("key-refusals").factory());

    KeyRefusals(TenantDb db, ConnectionKeyRepository keys, ChangeFeed changes, Clock clock) {
        this.db = db;
        this.keys = keys;
        this.changes = changes;
        this.clock = clock;
    }

    /** @param reason in a sentence */
    public void refused(TenantId tenant, SealedKey key, String reason) {
        var held = key.key();
        LOG.warn("The key \"{}\" ({}) is refused by its provider and rests: {}", held.name(), held.id(), reason);
        store(tenant, tx -> keys.refuse(tx, held.id(), held.version(), clock.instant(), reason));
    }

    /** A key that was refused has worked again. */
    public void accepted(TenantId tenant, SealedKey key) {
        var held = key.key();
        LOG.info("The key \"{}\" ({}) works again", held.name(), held.id());
        store(tenant, tx -> keys.accept(tx, held.id(), held.version()));
    }

    private void store(TenantId tenant, Predicate<TenantTx> change) {
        writer.execute(() -> {
            try {
                db.runInTenant(tenant, tx -> {
                    if (change.test(tx)) {
                        changes.bump(tx, GatewayChange.KIND);
                    }
                });
            } catch (RuntimeException e) {
                LOG.warn("The state of a key of {} could not be stored; this replica keeps to it", tenant, e);
            }
        });
    }

    @Override
    public void close() {
        writer.shutdown();
    }
}
