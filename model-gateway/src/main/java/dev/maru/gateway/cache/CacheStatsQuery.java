package dev.maru.gateway.cache;

import static dev.maru.db.gateway.Tables.CACHED_ANSWER;
import static dev.maru.db.gateway.Tables.CALL;

import dev.maru.core.id.ProjectId;
import dev.maru.core.tenancy.TenantTx;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;

/** Counts what a project's cache holds and what it saved. */
@Repository
class CacheStatsQuery {
    CacheStats stats(TenantTx tx, ProjectId project, Instant from, Instant now, String currency) {
        var bytes = DSL.coalesce(
                DSL.sum(DSL.field("octet_length({0})", Integer.class, CACHED_ANSWER.BODY)), BigDecimal.ZERO);
        var kept = Objects.requireNonNull(tx.sql()
                .select(DSL.count(), bytes)
                .from(CACHED_ANSWER)
                .where(CACHED_ANSWER.TENANT_ID.eq(tx.tenant()), CACHED_ANSWER.PROJECT_ID.eq(project))
                .and(CACHED_ANSWER.EXPIRES_AT.gt(now))
                .fetchOne());
        var hits = DSL.count().filterWhere(CALL.CACHE.eq(CacheState.HIT.wireName()));
        var misses = DSL.count().filterWhere(CALL.CACHE.eq(CacheState.MISS.wireName()));
        var tokens = DSL.coalesce(DSL.sum(CALL.SAVED_TOKENS), BigDecimal.ZERO);
        var cost = DSL.coalesce(DSL.sum(CALL.SAVED_COST), BigDecimal.ZERO);
        var used = Objects.requireNonNull(tx.sql()
                .select(hits, misses, tokens, cost)
                .from(CALL)
                .where(CALL.TENANT_ID.eq(tx.tenant()), CALL.PROJECT_ID.eq(project))
                .and(CALL.DAY.ge(LocalDate.ofInstant(from, ZoneOffset.UTC).minusDays(1)))
                .and(CALL.STARTED_AT.ge(from))
                .and(CALL.CACHE.isNotNull())
                .fetchOne());
        return new CacheStats(
                kept.value1(),
                kept.value2().longValueExact(),
                used.value1(),
                used.value2(),
                used.value3().longValueExact(),
                used.value4(),
                currency);
    }
}
