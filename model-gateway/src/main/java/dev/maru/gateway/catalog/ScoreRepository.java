package dev.maru.gateway.catalog;

import static dev.maru.db.gateway.Tables.MODEL_SCORE;

import dev.maru.core.id.ModelId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** Stores what benchmarks said of models. */
@Repository
class ScoreRepository {
    Map<ModelId, List<ModelScore>> list(TenantTx tx) {
        return tx.sql()
                .selectFrom(MODEL_SCORE)
                .where(MODEL_SCORE.TENANT_ID.eq(tx.tenant()))
                .orderBy(MODEL_SCORE.BENCHMARK)
                .fetchGroups(
                        MODEL_SCORE.MODEL_ID,
                        row -> new ModelScore(
                                row.get(MODEL_SCORE.BENCHMARK),
                                row.get(MODEL_SCORE.VALUE),
                                row.get(MODEL_SCORE.SOURCE),
                                row.get(MODEL_SCORE.AS_OF)));
    }

    /** How able each model is, on the scale of MT-Bench, for routes that go by it. */
    static Map<ModelId, Double> abilities(SystemTx tx, TenantId tenant) {
        return tx.sql()
                .selectFrom(MODEL_SCORE)
                .where(MODEL_SCORE.TENANT_ID.eq(tenant), MODEL_SCORE.BENCHMARK.eq(ModelScore.MT_BENCH))
                .fetchMap(
                        MODEL_SCORE.MODEL_ID, row -> row.get(MODEL_SCORE.VALUE).doubleValue());
    }

    void put(TenantTx tx, ModelId model, ModelScore score, Instant now) {
        tx.sql()
                .insertInto(MODEL_SCORE)
                .set(MODEL_SCORE.TENANT_ID, tx.tenant())
                .set(MODEL_SCORE.MODEL_ID, model)
                .set(MODEL_SCORE.BENCHMARK, score.benchmark())
                .set(MODEL_SCORE.VALUE, score.value())
                .set(MODEL_SCORE.SOURCE, score.source())
                .set(MODEL_SCORE.AS_OF, score.asOf())
                .set(MODEL_SCORE.CREATED_AT, now)
                .onConflict(MODEL_SCORE.TENANT_ID, MODEL_SCORE.MODEL_ID, MODEL_SCORE.BENCHMARK)
                .doUpdate()
                .set(MODEL_SCORE.VALUE, score.value())
                .set(MODEL_SCORE.SOURCE, score.source())
                .set(MODEL_SCORE.AS_OF, score.asOf())
                .set(MODEL_SCORE.CREATED_AT, now)
                .execute();
    }

    /** False if there was none. */
    boolean delete(TenantTx tx, ModelId model, String benchmark) {
        return tx.sql()
                        .deleteFrom(MODEL_SCORE)
                        .where(
                                MODEL_SCORE.TENANT_ID.eq(tx.tenant()),
                                MODEL_SCORE.MODEL_ID.eq(model),
                                MODEL_SCORE.BENCHMARK.eq(benchmark))
                        .execute()
                == 1;
    }
}
