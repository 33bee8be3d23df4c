package dev.maru.gateway.hosting;

import static dev.maru.db.gateway.Tables.CONNECTION_HEALTH;
import static dev.maru.db.gateway.Tables.CONNECTION_HOSTING;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.provider.ListedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Stores the last state of endpoints. */
@Repository
class HealthRepository {
    private static final JsonMapper JSON = JsonMapper.shared();

    List<EndpointHealth> list(TenantTx tx) {
        return tx.sql()
                .selectFrom(CONNECTION_HEALTH)
                .where(CONNECTION_HEALTH.TENANT_ID.eq(tx.tenant()))
                .orderBy(CONNECTION_HEALTH.CONNECTION_ID)
                .fetch(HealthRepository::health);
    }

    /** Nothing happens if nobody says any more what the connection runs on. */
    void put(TenantTx tx, ConnectionId connection, Finding finding, Instant now) {
        var hosted = tx.sql()
                .selectOne()
                .from(CONNECTION_HOSTING)
                .where(CONNECTION_HOSTING.TENANT_ID.eq(tx.tenant()), CONNECTION_HOSTING.CONNECTION_ID.eq(connection))
                .forKeyShare()
                .fetchOne();
        if (hosted == null) {
            return;
        }
        var row = tx.sql().newRecord(CONNECTION_HEALTH);
        row.setTenantId(tx.tenant());
        row.setConnectionId(connection);
        row.setStatus(finding.status().wireName());
        row.setCheckedAt(now);
        row.setWaiting(finding.metrics().waiting());
        row.setRunning(finding.metrics().running());
        row.setKvCache(finding.metrics().kvCache());
        row.setSentence(finding.sentence());
        if (finding.models() != null) {
            row.setModels(JSONB.valueOf(write(finding.models())));
        }
        tx.sql()
                .insertInto(CONNECTION_HEALTH)
                .set(row)
                .set(CONNECTION_HEALTH.SINCE, now)
                .onConflict(CONNECTION_HEALTH.TENANT_ID, CONNECTION_HEALTH.CONNECTION_ID)
                .doUpdate()
                .set(row)
                .set(
                        CONNECTION_HEALTH.SINCE,
                        DSL.when(CONNECTION_HEALTH.STATUS.eq(finding.status().wireName()), CONNECTION_HEALTH.SINCE)
                                .otherwise(now))
                .execute();
    }

    private static String write(List<ListedModel> models) {
        var list = JSON.createArrayNode();
        models.forEach(model -> list.addObject().put("id", model.id()).put("parent", model.parent()));
        return JSON.writeValueAsString(list);
    }

    private static List<ListedModel> read(JSONB stored) {
        var models = new ArrayList<ListedModel>();
        for (var model : JSON.readTree(stored.data())) {
            var parent = model.path("parent");
            models.add(new ListedModel(model.path("id").asString(""), parent.isString() ? parent.asString() : null));
        }
        return models;
    }

    private static EndpointHealth health(Record row) {
        return new EndpointHealth(
                row.get(CONNECTION_HEALTH.CONNECTION_ID),
                EndpointStatus.ofWireName(row.get(CONNECTION_HEALTH.STATUS)),
                row.get(CONNECTION_HEALTH.SINCE),
                row.get(CONNECTION_HEALTH.CHECKED_AT),
                new EngineMetrics(
                        row.get(CONNECTION_HEALTH.WAITING),
                        row.get(CONNECTION_HEALTH.RUNNING),
                        row.get(CONNECTION_HEALTH.KV_CACHE)),
                row.get(CONNECTION_HEALTH.SENTENCE),
                read(row.get(CONNECTION_HEALTH.MODELS)));
    }
}
