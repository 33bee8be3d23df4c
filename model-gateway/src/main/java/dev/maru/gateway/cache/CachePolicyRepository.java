package dev.maru.gateway.cache;

import static dev.maru.db.gateway.Tables.CACHE_POLICY;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.springframework.stereotype.Repository;

/** Stores which projects cache answers, and how. */
@Repository
class CachePolicyRepository {
    Optional<CachePolicy> find(TenantTx tx, ProjectId project) {
        return tx.sql()
                .selectFrom(CACHE_POLICY)
                .where(CACHE_POLICY.TENANT_ID.eq(tx.tenant()), CACHE_POLICY.PROJECT_ID.eq(project))
                .fetchOptional(CachePolicyRepository::policy);
    }

    /** Stores the policy unless somebody stored another since the one that was read; false then. */
    boolean store(TenantTx tx, ProjectId project, CachePolicy policy) {
        var row = tx.sql().newRecord(CACHE_POLICY);
        row.setTenantId(tx.tenant());
        row.setProjectId(project);
        row.setMode(policy.mode().wireName());
        row.setOnRequest(policy.onRequest());
        row.setTtlSeconds(policy.ttl().toSeconds());
        row.setScope(policy.scope().wireName());
        row.setEmbeddingModel(policy.embeddingModel());
        row.setMinSimilarity(policy.minSimilarity());
        row.setVersion(policy.version() + 1);
        return tx.sql()
                        .insertInto(CACHE_POLICY)
                        .set(row)
                        .onConflict(CACHE_POLICY.TENANT_ID, CACHE_POLICY.PROJECT_ID)
                        .doUpdate()
                        .set(row)
                        .where(CACHE_POLICY.VERSION.eq(policy.version()))
                        .execute()
                == 1;
    }

    Map<ProjectId, CachePolicy> ofTenant(SystemTx tx, TenantId tenant) {
        return tx.sql()
                .selectFrom(CACHE_POLICY)
                .where(CACHE_POLICY.TENANT_ID.eq(tenant))
                .fetchMap(CACHE_POLICY.PROJECT_ID, CachePolicyRepository::policy);
    }

    private static CachePolicy policy(Record row) {
        return new CachePolicy(
                CachePolicy.Mode.ofWireName(row.get(CACHE_POLICY.MODE)),
                row.get(CACHE_POLICY.ON_REQUEST),
                Duration.ofSeconds(row.get(CACHE_POLICY.TTL_SECONDS)),
                CachePolicy.Scope.ofWireName(row.get(CACHE_POLICY.SCOPE)),
                row.get(CACHE_POLICY.EMBEDDING_MODEL),
                row.get(CACHE_POLICY.MIN_SIMILARITY),
                row.get(CACHE_POLICY.VERSION));
    }
}
