package dev.maru.gateway.measure;

import static dev.maru.db.gateway.Tables.MODEL_MEASURE;
import static dev.maru.db.gateway.Tables.UNPRICED_MODEL;

import dev.maru.core.tenancy.TenantTx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Reads the measured hours of a tenant and its models without a price. */
@Repository
class MeasureQuery {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One hour of one model. */
    record Hour(
            String model,
            String connection,
            Instant from,
            long attempts,
            long errors,
            int activeMinutes,
            int failedMinutes,
            Map<Integer, Long> durations,
            Map<Integer, Long> firstTokens,
            long outputTokens,
            long outputMs) {}

    /** A model whose calls had no price. */
    record Unpriced(String model, Instant firstSeen, Instant lastSeen, long calls) {}

    List<Hour> hours(TenantTx tx, Instant since) {
        return tx.sql()
                .selectFrom(MODEL_MEASURE)
                .where(MODEL_MEASURE.TENANT_ID.eq(tx.tenant()), MODEL_MEASURE.HOUR.ge(since))
                .orderBy(MODEL_MEASURE.MODEL, MODEL_MEASURE.HOUR)
                .fetch(row -> new Hour(
                        row.get(MODEL_MEASURE.MODEL),
                        row.get(MODEL_MEASURE.CONNECTION_SLUG),
                        row.get(MODEL_MEASURE.HOUR),
                        row.get(MODEL_MEASURE.ATTEMPTS),
                        row.get(MODEL_MEASURE.ERRORS),
                        row.get(MODEL_MEASURE.ACTIVE_MINUTES),
                        row.get(MODEL_MEASURE.FAILED_MINUTES),
                        counts(row.get(MODEL_MEASURE.DURATIONS).data()),
                        counts(row.get(MODEL_MEASURE.FIRST_TOKENS).data()),
                        row.get(MODEL_MEASURE.OUTPUT_TOKENS),
                        row.get(MODEL_MEASURE.OUTPUT_MS)));
    }

    List<Unpriced> unpriced(TenantTx tx) {
        return tx.sql()
                .selectFrom(UNPRICED_MODEL)
                .where(UNPRICED_MODEL.TENANT_ID.eq(tx.tenant()))
                .orderBy(UNPRICED_MODEL.CALLS.desc(), UNPRICED_MODEL.MODEL)
                .fetch(row -> new Unpriced(
                        row.get(UNPRICED_MODEL.MODEL),
                        row.get(UNPRICED_MODEL.FIRST_SEEN),
                        row.get(UNPRICED_MODEL.LAST_SEEN),
                        row.get(UNPRICED_MODEL.CALLS)));
    }

    private static Map<Integer, Long> counts(String json) {
        var counts = new TreeMap<Integer, Long>();
        JSON.readTree(json)
                .properties()
                .forEach(entry -> counts.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().asLong()));
        return counts;
    }
}
