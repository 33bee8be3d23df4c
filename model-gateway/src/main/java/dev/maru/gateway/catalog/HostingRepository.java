package dev.maru.gateway.catalog;

import static dev.maru.db.gateway.Tables.CONNECTION_HOSTING;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.catalog.HostingService.Hosted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.springframework.stereotype.Repository;

/** Stores what endpoints run on. */
@Repository
class HostingRepository {
    static Map<ConnectionId, Hosting> all(SystemTx tx, TenantId tenant) {
        return tx.sql()
                .selectFrom(CONNECTION_HOSTING)
                .where(CONNECTION_HOSTING.TENANT_ID.eq(tenant))
                .fetchMap(CONNECTION_HOSTING.CONNECTION_ID, HostingRepository::hosting);
    }

    List<TenantId> tenants(SystemTx tx) {
        return tx.sql()
                .selectDistinct(CONNECTION_HOSTING.TENANT_ID)
                .from(CONNECTION_HOSTING)
                .fetch(CONNECTION_HOSTING.TENANT_ID);
    }

    List<Hosted> list(TenantTx tx) {
        return tx.sql()
                .selectFrom(CONNECTION_HOSTING)
                .where(CONNECTION_HOSTING.TENANT_ID.eq(tx.tenant()))
                .orderBy(CONNECTION_HOSTING.CONNECTION_ID)
                .fetch(HostingRepository::hosted);
    }

    Optional<Hosted> find(TenantTx tx, ConnectionId id) {
        return tx.sql()
                .selectFrom(CONNECTION_HOSTING)
                .where(CONNECTION_HOSTING.TENANT_ID.eq(tx.tenant()), CONNECTION_HOSTING.CONNECTION_ID.eq(id))
                .fetchOptional(HostingRepository::hosted);
    }

    void put(TenantTx tx, Hosted hosted, Instant now) {
        var row = tx.sql().newRecord(CONNECTION_HOSTING);
        var facts = hosted.hosting();
        row.setTenantId(tx.tenant());
        row.setConnectionId(hosted.connection());
        row.setEngine(facts.engine().wireName());
        row.setGpuType(facts.gpuType());
        row.setGpuCount(facts.gpuCount());
        row.setPricePerGpuHour(facts.pricePerGpuHour());
        row.setCurrency(facts.currency());
        row.setMaxConcurrency(facts.maxConcurrency());
        row.setWakeUpSeconds(Math.toIntExact(facts.wakeUp().toSeconds()));
        row.setHealthPath(facts.healthPath());
        row.setMetricsPath(facts.metricsPath());
        row.setUtilisation(facts.utilisation());
        row.setOverhead(facts.overhead());
        row.setTokensPerSecond(facts.tokensPerSecond());
        row.setUpdatedAt(now);
        row.setVersion(hosted.version());
        tx.sql()
                .insertInto(CONNECTION_HOSTING)
                .set(row)
                .onConflict(CONNECTION_HOSTING.TENANT_ID, CONNECTION_HOSTING.CONNECTION_ID)
                .doUpdate()
                .set(row)
                .execute();
    }

    boolean delete(TenantTx tx, ConnectionId id) {
        return tx.sql()
                        .deleteFrom(CONNECTION_HOSTING)
                        .where(CONNECTION_HOSTING.TENANT_ID.eq(tx.tenant()), CONNECTION_HOSTING.CONNECTION_ID.eq(id))
                        .execute()
                == 1;
    }

    private static Hosted hosted(Record row) {
        return new Hosted(row.get(CONNECTION_HOSTING.CONNECTION_ID), row.get(CONNECTION_HOSTING.VERSION), hosting(row));
    }

    private static Hosting hosting(Record row) {
        var entered = row.get(CONNECTION_HOSTING.TOKENS_PER_SECOND);
        var price = row.get(CONNECTION_HOSTING.PRICE_PER_GPU_HOUR);
        return new Hosting(
                Engine.ofWireName(row.get(CONNECTION_HOSTING.ENGINE)),
                row.get(CONNECTION_HOSTING.GPU_TYPE),
                row.get(CONNECTION_HOSTING.GPU_COUNT),
                price == null ? null : price.stripTrailingZeros(),
                row.get(CONNECTION_HOSTING.CURRENCY),
                row.get(CONNECTION_HOSTING.MAX_CONCURRENCY),
                Duration.ofSeconds(row.get(CONNECTION_HOSTING.WAKE_UP_SECONDS)),
                row.get(CONNECTION_HOSTING.HEALTH_PATH),
                row.get(CONNECTION_HOSTING.METRICS_PATH),
                row.get(CONNECTION_HOSTING.UTILISATION).stripTrailingZeros(),
                row.get(CONNECTION_HOSTING.OVERHEAD).stripTrailingZeros(),
                entered == null ? null : entered.stripTrailingZeros());
    }
}
