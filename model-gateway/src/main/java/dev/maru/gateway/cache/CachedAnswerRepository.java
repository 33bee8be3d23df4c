package dev.maru.gateway.cache;

import static dev.maru.db.gateway.Tables.CACHED_ANSWER;

import dev.maru.core.id.ProjectId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * Stores answers. Tenant, project and audience stand in every condition: no likeness of questions can reach past them.
 */
@Repository
class CachedAnswerRepository {
    /** Questions of one context that are compared: the newest. */
    private static final int MOST_COMPARED = 2_000;

    /** What pgvector makes of two equal vectors may be a little above 1; nothing else is, and NaN is above all. */
    private static final double MOST_SIMILAR = 1.000_1;

    private static final List<Field<?>> ANSWER = List.of(
            CACHED_ANSWER.CONTENT_TYPE,
            CACHED_ANSWER.BODY,
            CACHED_ANSWER.MODEL,
            CACHED_ANSWER.CONNECTION_SLUG,
            CACHED_ANSWER.TOKENS,
            CACHED_ANSWER.COST,
            CACHED_ANSWER.CURRENCY,
            CACHED_ANSWER.CREATED_AT);

    /** Where an answer belongs and how long it may be given. */
    record Place(
            ProjectId project,
            UUID audience,
            Instant now,
            @Nullable Instant notBefore) {
        Condition holds(TenantTx tx) {
            return CACHED_ANSWER
                    .TENANT_ID
                    .eq(tx.tenant())
                    .and(CACHED_ANSWER.PROJECT_ID.eq(project))
                    .and(CACHED_ANSWER.AUDIENCE.eq(audience))
                    .and(CACHED_ANSWER.EXPIRES_AT.gt(now))
                    .and(CACHED_ANSWER.CREATED_AT.gt(notBefore));
        }
    }

    /** Lets the database give up a little sooner than whoever waits for it, so that a connection is seldom lost. */
    void bound(TenantTx tx) {
        tx.sql().execute("set local statement_timeout = 200");
    }

    Optional<CachedAnswer> exact(TenantTx tx, Place place, byte[] digest) {
        return tx.sql()
                .select(ANSWER)
                .from(CACHED_ANSWER)
                .where(place.holds(tx))
                .and(CACHED_ANSWER.DIGEST.eq(digest))
                .fetchOptional(CachedAnswerRepository::answer);
    }

    /**
     * The nearest by cosine, if it is near enough. Materialized step by step: the newest are chosen before anything is
     * compared, and only one answer is read.
     */
    Optional<CachedAnswer> similar(TenantTx tx, Place place, Meaning meaning, BigDecimal least) {
        var near = DSL.name("near")
                .asMaterialized(DSL.select(CACHED_ANSWER.DIGEST, CACHED_ANSWER.EMBEDDING)
                        .from(CACHED_ANSWER)
                        .where(place.holds(tx))
                        .and(CACHED_ANSWER.CONTEXT.eq(meaning.context()))
                        .orderBy(CACHED_ANSWER.CREATED_AT.desc())
                        .limit(MOST_COMPARED));
        var similarity = DSL.field(
                "1 - ({0}::vector <=> {1}::real[]::vector)",
                Double.class,
                near.field(CACHED_ANSWER.EMBEDDING),
                DSL.val(meaning.vector(), CACHED_ANSWER.EMBEDDING.getDataType()));
        var scored = DSL.name("scored")
                .asMaterialized(DSL.select(near.field(CACHED_ANSWER.DIGEST), similarity.as("similarity"))
                        .from(near));
        var found = DSL.field(DSL.name("similarity"), Double.class);
        var best = DSL.select(scored.field(CACHED_ANSWER.DIGEST))
                .from(scored)
                .where(found.between(least.doubleValue(), MOST_SIMILAR))
                .orderBy(found.desc())
                .limit(1);
        return tx.sql()
                .with(near)
                .with(scored)
                .select(ANSWER)
                .from(CACHED_ANSWER)
                .where(place.holds(tx))
                .and(CACHED_ANSWER.DIGEST.eq(best))
                .fetchOptional(CachedAnswerRepository::answer);
    }

    /** Keeps an answer in the place of an older one to the same question. */
    void store(
            TenantTx tx,
            ProjectId project,
            UUID audience,
            byte[] digest,
            @Nullable Meaning meaning,
            CachedAnswer answer,
            Instant expiresAt) {
        var row = tx.sql().newRecord(CACHED_ANSWER);
        row.setTenantId(tx.tenant());
        row.setProjectId(project);
        row.setAudience(audience);
        row.setDigest(digest);
        row.setContext(meaning == null ? null : meaning.context());
        row.setEmbedding(meaning == null ? null : meaning.vector());
        row.setContentType(answer.contentType());
        row.setBody(answer.body());
        row.setModel(answer.model());
        row.setConnectionSlug(answer.connectionSlug());
        row.setTokens(answer.tokens());
        row.setCost(answer.cost());
        row.setCurrency(answer.currency());
        row.setCreatedAt(answer.createdAt());
        row.setExpiresAt(expiresAt);
        tx.sql()
                .insertInto(CACHED_ANSWER)
                .set(row)
                .onConflict(
                        CACHED_ANSWER.TENANT_ID, CACHED_ANSWER.PROJECT_ID, CACHED_ANSWER.AUDIENCE, CACHED_ANSWER.DIGEST)
                .doUpdate()
                .set(row)
                .execute();
    }

    int purge(TenantTx tx, ProjectId project) {
        return tx.sql()
                .deleteFrom(CACHED_ANSWER)
                .where(CACHED_ANSWER.TENANT_ID.eq(tx.tenant()), CACHED_ANSWER.PROJECT_ID.eq(project))
                .execute();
    }

    /** Of all tenants: what has expired, and the oldest of projects that keep too many. */
    int sweep(SystemTx tx, Instant now, int mostOfAProject) {
        int expired = tx.sql()
                .deleteFrom(CACHED_ANSWER)
                .where(CACHED_ANSWER.EXPIRES_AT.le(now))
                .execute();
        return expired + tx.sql().execute("""
                                delete from gateway.cached_answer old using (
                                    select tenant_id, project_id, audience, digest, row_number() over (
                                        partition by tenant_id, project_id order by created_at desc) as place
                                    from gateway.cached_answer) ranked
                                where ranked.place > ?
                                  and (old.tenant_id, old.project_id, old.audience, old.digest)
                                    = (ranked.tenant_id, ranked.project_id, ranked.audience, ranked.digest)
                                """, mostOfAProject);
    }

    private static CachedAnswer answer(Record row) {
        return new CachedAnswer(
                row.get(CACHED_ANSWER.CONTENT_TYPE),
                row.get(CACHED_ANSWER.BODY),
                row.get(CACHED_ANSWER.MODEL),
                row.get(CACHED_ANSWER.CONNECTION_SLUG),
                row.get(CACHED_ANSWER.TOKENS),
                row.get(CACHED_ANSWER.COST),
                row.get(CACHED_ANSWER.CURRENCY),
                row.get(CACHED_ANSWER.CREATED_AT));
    }
}
