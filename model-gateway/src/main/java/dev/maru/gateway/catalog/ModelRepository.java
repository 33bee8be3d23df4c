package dev.maru.gateway.catalog;

import static dev.maru.db.gateway.Tables.CONNECTION;
import static dev.maru.db.gateway.Tables.MODEL;
import static dev.maru.db.gateway.Tables.SHARED_CONNECTION;
import static dev.maru.db.gateway.Tables.SHARED_MODEL;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.ModelId;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.provider.ListedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Stores models; their prices come from {@link PriceRepository}. */
@Repository
class ModelRepository {
    /** Own models first, then shared ones whose connection no own one hides. */
    List<CatalogModel> list(TenantTx tx) {
        var all = new ArrayList<>(own(tx, DSL.noCondition()));
        all.addAll(shared(
                tx,
                SHARED_CONNECTION.SLUG.notIn(
                        DSL.select(CONNECTION.SLUG).from(CONNECTION).where(CONNECTION.TENANT_ID.eq(tx.tenant())))));
        return all;
    }

    Optional<CatalogModel> find(TenantTx tx, ModelId id) {
        return own(tx, MODEL.MODEL_ID.eq(id)).stream()
                .findFirst()
                .or(() -> shared(tx, SHARED_MODEL.MODEL_ID.eq(id)).stream().findFirst());
    }

    private static List<CatalogModel> own(TenantTx tx, Condition condition) {
        return tx.sql()
                .select(MODEL.asterisk(), CONNECTION.SLUG)
                .from(MODEL)
                .join(CONNECTION)
                .on(MODEL.TENANT_ID.eq(CONNECTION.TENANT_ID), MODEL.CONNECTION_ID.eq(CONNECTION.CONNECTION_ID))
                .where(MODEL.TENANT_ID.eq(tx.tenant()))
                .and(condition)
                .orderBy(CONNECTION.SLUG, MODEL.UPSTREAM_ID)
                .fetch(ModelRepository::own);
    }

    private static List<CatalogModel> shared(TenantTx tx, Condition condition) {
        return tx.sql()
                .select(SHARED_MODEL.asterisk(), SHARED_CONNECTION.SLUG)
                .from(SHARED_MODEL)
                .join(SHARED_CONNECTION)
                .on(SHARED_MODEL.CONNECTION_ID.eq(SHARED_CONNECTION.CONNECTION_ID))
                .where(condition)
                .orderBy(SHARED_CONNECTION.SLUG, SHARED_MODEL.UPSTREAM_ID)
                .fetch(ModelRepository::shared);
    }

    /** False if the connection has a model of that id already. */
    boolean insert(TenantTx tx, CatalogModel model) {
        return tx.sql()
                        .insertInto(MODEL)
                        .set(MODEL.TENANT_ID, tx.tenant())
                        .set(MODEL.MODEL_ID, model.id())
                        .set(MODEL.CONNECTION_ID, model.connectionId())
                        .set(MODEL.UPSTREAM_ID, model.upstreamId())
                        .set(MODEL.NAME, model.name())
                        .set(MODEL.CONTEXT_WINDOW, model.contextWindow())
                        .set(MODEL.MAX_OUTPUT_TOKENS, model.maxOutputTokens())
                        .set(MODEL.FEATURES, model.features().toArray(String[]::new))
                        .set(MODEL.DESCRIPTION, model.description())
                        .set(MODEL.ENABLED, model.enabled())
                        .set(MODEL.INPUT_MODALITIES, array(model.facts().inputs()))
                        .set(MODEL.OUTPUT_MODALITIES, array(model.facts().outputs()))
                        .set(MODEL.RELEASED_ON, model.facts().releasedOn())
                        .set(MODEL.DEPRECATED_ON, model.facts().deprecatedOn())
                        .set(MODEL.RETIRES_ON, model.facts().retiresOn())
                        .set(MODEL.CREATED_AT, model.createdAt())
                        .set(MODEL.VERSION, model.version())
                        .onConflict(MODEL.TENANT_ID, MODEL.CONNECTION_ID, MODEL.UPSTREAM_ID)
                        .doNothing()
                        .execute()
                == 1;
    }

    /** Adds those that are missing and says how many they were; whose adapter each is, is kept for all of them. */
    int insertMissing(TenantTx tx, ConnectionId connection, List<ListedModel> listed, Instant now) {
        for (var model : listed) {
            if (model.parent() != null) {
                tx.sql()
                        .update(MODEL)
                        .set(MODEL.PARENT, model.parent())
                        .where(
                                MODEL.TENANT_ID.eq(tx.tenant()),
                                MODEL.CONNECTION_ID.eq(connection),
                                MODEL.UPSTREAM_ID.eq(model.id()),
                                MODEL.PARENT.isDistinctFrom(model.parent()))
                        .execute();
            }
        }
        var rows = listed.stream()
                .map(model ->
                        DSL.row(tx.tenant(), ModelId.next(), connection, model.id(), model.id(), model.parent(), now))
                .toList();
        return rows.isEmpty()
                ? 0
                : tx.sql()
                        .insertInto(
                                MODEL,
                                MODEL.TENANT_ID,
                                MODEL.MODEL_ID,
                                MODEL.CONNECTION_ID,
                                MODEL.UPSTREAM_ID,
                                MODEL.NAME,
                                MODEL.PARENT,
                                MODEL.CREATED_AT)
                        .valuesOfRows(rows)
                        .onConflict(MODEL.TENANT_ID, MODEL.CONNECTION_ID, MODEL.UPSTREAM_ID)
                        .doNothing()
                        .execute();
    }

    /** Stores the model unless somebody stored another version since; false then. */
    boolean update(TenantTx tx, CatalogModel model, long readVersion) {
        return tx.sql()
                        .update(MODEL)
                        .set(MODEL.NAME, model.name())
                        .set(MODEL.CONTEXT_WINDOW, model.contextWindow())
                        .set(MODEL.MAX_OUTPUT_TOKENS, model.maxOutputTokens())
                        .set(MODEL.FEATURES, model.features().toArray(String[]::new))
                        .set(MODEL.DESCRIPTION, model.description())
                        .set(MODEL.ENABLED, model.enabled())
                        .set(MODEL.INPUT_MODALITIES, array(model.facts().inputs()))
                        .set(MODEL.OUTPUT_MODALITIES, array(model.facts().outputs()))
                        .set(MODEL.RELEASED_ON, model.facts().releasedOn())
                        .set(MODEL.DEPRECATED_ON, model.facts().deprecatedOn())
                        .set(MODEL.RETIRES_ON, model.facts().retiresOn())
                        .set(MODEL.VERSION, readVersion + 1)
                        .where(
                                MODEL.TENANT_ID.eq(tx.tenant()),
                                MODEL.MODEL_ID.eq(model.id()),
                                MODEL.VERSION.eq(readVersion))
                        .execute()
                == 1;
    }

    private static CatalogModel own(Record row) {
        return new CatalogModel(
                row.get(MODEL.MODEL_ID),
                row.get(MODEL.VERSION),
                row.get(MODEL.CONNECTION_ID),
                row.get(CONNECTION.SLUG),
                row.get(MODEL.UPSTREAM_ID),
                row.get(MODEL.PARENT),
                row.get(MODEL.NAME),
                row.get(MODEL.CONTEXT_WINDOW),
                row.get(MODEL.MAX_OUTPUT_TOKENS),
                List.of(row.get(MODEL.FEATURES)),
                row.get(MODEL.DESCRIPTION),
                row.get(MODEL.ENABLED),
                false,
                row.get(MODEL.CREATED_AT),
                new ModelFacts(
                        list(row.get(MODEL.INPUT_MODALITIES)),
                        list(row.get(MODEL.OUTPUT_MODALITIES)),
                        row.get(MODEL.RELEASED_ON),
                        row.get(MODEL.DEPRECATED_ON),
                        row.get(MODEL.RETIRES_ON)),
                null,
                null,
                List.of());
    }

    private static CatalogModel shared(Record row) {
        return new CatalogModel(
                row.get(SHARED_MODEL.MODEL_ID),
                0,
                row.get(SHARED_MODEL.CONNECTION_ID),
                row.get(SHARED_CONNECTION.SLUG),
                row.get(SHARED_MODEL.UPSTREAM_ID),
                null,
                row.get(SHARED_MODEL.NAME),
                row.get(SHARED_MODEL.CONTEXT_WINDOW),
                row.get(SHARED_MODEL.MAX_OUTPUT_TOKENS),
                List.of(row.get(SHARED_MODEL.FEATURES)),
                row.get(SHARED_MODEL.DESCRIPTION),
                true,
                true,
                row.get(SHARED_MODEL.CREATED_AT),
                ModelFacts.UNKNOWN,
                null,
                null,
                List.of());
    }

    private static String @Nullable [] array(List<String> words) {
        return words.isEmpty() ? null : words.toArray(String[]::new);
    }

    private static List<String> list(String @Nullable [] words) {
        return words == null ? List.of() : List.of(words);
    }
}
