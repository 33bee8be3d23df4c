package dev.maru.gateway.limit;

import static dev.maru.db.gateway.Tables.USAGE_LIMIT;

import dev.maru.core.id.LimitId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.springframework.stereotype.Repository;

/** The limits of tenants. */
@Repository
class LimitRepository {
    /** Those that are enabled, for the snapshot. */
    List<UsageLimit> load(SystemTx tx, TenantId tenant) {
        return tx.sql()
                .selectFrom(USAGE_LIMIT)
                .where(USAGE_LIMIT.TENANT_ID.eq(tenant), USAGE_LIMIT.ENABLED.isTrue())
                .orderBy(USAGE_LIMIT.LIMIT_ID)
                .fetch(LimitRepository::limit);
    }

    List<UsageLimit> list(TenantTx tx) {
        return tx.sql()
                .selectFrom(USAGE_LIMIT)
                .where(USAGE_LIMIT.TENANT_ID.eq(tx.tenant()))
                .orderBy(USAGE_LIMIT.LIMIT_ID)
                .fetch(LimitRepository::limit);
    }

    Optional<UsageLimit> find(TenantTx tx, LimitId id) {
        return tx.sql()
                .selectFrom(USAGE_LIMIT)
                .where(USAGE_LIMIT.TENANT_ID.eq(tx.tenant()), USAGE_LIMIT.LIMIT_ID.eq(id))
                .fetchOptional(LimitRepository::limit);
    }

    /** False if the project is not one of the tenant's. */
    boolean insert(TenantTx tx, UsageLimit limit) {
        var scope = limit.scope();
        try {
            tx.sql()
                    .insertInto(USAGE_LIMIT)
                    .set(USAGE_LIMIT.TENANT_ID, tx.tenant())
                    .set(USAGE_LIMIT.PROJECT_ID, scope.project())
                    .set(USAGE_LIMIT.LIMIT_ID, limit.id())
                    .set(USAGE_LIMIT.API_KEY_ID, scope.apiKey())
                    .set(USAGE_LIMIT.USER_ID, scope.member())
                    .set(USAGE_LIMIT.MODEL, scope.model())
                    .set(USAGE_LIMIT.TAG_NAME, scope.tagName())
                    .set(USAGE_LIMIT.TAG_VALUE, scope.tagValue())
                    .set(USAGE_LIMIT.KIND, limit.kind().wireName())
                    .set(USAGE_LIMIT.WINDOW_SECONDS, (int) limit.window().toSeconds())
                    .set(USAGE_LIMIT.AMOUNT, limit.amount())
                    .set(USAGE_LIMIT.ENABLED, limit.enabled())
                    .set(USAGE_LIMIT.CREATED_AT, limit.createdAt())
                    .execute();
            return true;
        } catch (IntegrityConstraintViolationException e) {
            return false;
        }
    }

    /** False if somebody changed it since. */
    boolean update(TenantTx tx, UsageLimit limit) {
        return tx.sql()
                        .update(USAGE_LIMIT)
                        .set(USAGE_LIMIT.AMOUNT, limit.amount())
                        .set(USAGE_LIMIT.ENABLED, limit.enabled())
                        .set(USAGE_LIMIT.VERSION, limit.version())
                        .where(
                                USAGE_LIMIT.TENANT_ID.eq(tx.tenant()),
                                USAGE_LIMIT.LIMIT_ID.eq(limit.id()),
                                USAGE_LIMIT.VERSION.eq(limit.version() - 1))
                        .execute()
                == 1;
    }

    void delete(TenantTx tx, LimitId id) {
        tx.sql()
                .deleteFrom(USAGE_LIMIT)
                .where(USAGE_LIMIT.TENANT_ID.eq(tx.tenant()), USAGE_LIMIT.LIMIT_ID.eq(id))
                .execute();
    }

    private static UsageLimit limit(Record row) {
        return new UsageLimit(
                row.get(USAGE_LIMIT.LIMIT_ID),
                row.get(USAGE_LIMIT.VERSION),
                new LimitScope(
                        row.get(USAGE_LIMIT.PROJECT_ID),
                        row.get(USAGE_LIMIT.API_KEY_ID),
                        row.get(USAGE_LIMIT.USER_ID),
                        row.get(USAGE_LIMIT.MODEL),
                        row.get(USAGE_LIMIT.TAG_NAME),
                        row.get(USAGE_LIMIT.TAG_VALUE)),
                LimitKind.ofWireName(row.get(USAGE_LIMIT.KIND)),
                Duration.ofSeconds(row.get(USAGE_LIMIT.WINDOW_SECONDS)),
                row.get(USAGE_LIMIT.AMOUNT),
                row.get(USAGE_LIMIT.ENABLED),
                row.get(USAGE_LIMIT.CREATED_AT));
    }
}
