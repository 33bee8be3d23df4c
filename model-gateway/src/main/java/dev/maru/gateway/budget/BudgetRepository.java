package dev.maru.gateway.budget;

import static dev.maru.db.gateway.Tables.BUDGET;
import static dev.maru.db.gateway.Tables.BUDGET_LEASE;
import static dev.maru.db.gateway.Tables.BUDGET_PERIOD;

import dev.maru.core.id.BudgetId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.limit.LimitScope;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.springframework.stereotype.Repository;

/** The budgets of tenants. */
@Repository
class BudgetRepository {
    BudgetSnapshot load(SystemTx tx, TenantId tenant) {
        return new BudgetSnapshot(tx.sql()
                .selectFrom(BUDGET)
                .where(BUDGET.TENANT_ID.eq(tenant), BUDGET.ENABLED.isTrue(), BUDGET.ENFORCEMENT.eq("hard"))
                .orderBy(BUDGET.BUDGET_ID)
                .fetch(BudgetRepository::budget));
    }

    Map<TenantId, List<Budget>> ofTenants(SystemTx tx, Collection<TenantId> tenants) {
        return tx.sql()
                .selectFrom(BUDGET)
                .where(BUDGET.TENANT_ID.in(tenants))
                .fetchGroups(BUDGET.TENANT_ID, BudgetRepository::budget);
    }

    List<Budget> list(TenantTx tx) {
        return tx.sql()
                .selectFrom(BUDGET)
                .where(BUDGET.TENANT_ID.eq(tx.tenant()))
                .orderBy(BUDGET.NAME, BUDGET.BUDGET_ID)
                .fetch(BudgetRepository::budget);
    }

    Optional<Budget> find(TenantTx tx, BudgetId id) {
        return tx.sql()
                .selectFrom(BUDGET)
                .where(BUDGET.TENANT_ID.eq(tx.tenant()), BUDGET.BUDGET_ID.eq(id))
                .fetchOptional(BudgetRepository::budget);
    }

    /** Nobody moves money while a budget comes or goes, so that it begins with exactly what the ledger holds. */
    void holdMoney(TenantTx tx) {
        tx.sql().execute("select pg_advisory_xact_lock(4711, 14)");
    }

    /** False if the project is not one of the tenant's. */
    boolean insert(TenantTx tx, Budget budget) {
        try {
            insertRow(tx, budget);
            return true;
        } catch (IntegrityConstraintViolationException e) {
            return false;
        }
    }

    private static void insertRow(TenantTx tx, Budget budget) {
        var scope = budget.scope();
        tx.sql()
                .insertInto(BUDGET)
                .set(BUDGET.TENANT_ID, tx.tenant())
                .set(BUDGET.PROJECT_ID, scope.project())
                .set(BUDGET.BUDGET_ID, budget.id())
                .set(BUDGET.NAME, budget.name())
                .set(BUDGET.API_KEY_ID, scope.apiKey())
                .set(BUDGET.USER_ID, scope.member())
                .set(BUDGET.MODEL, scope.model())
                .set(BUDGET.TAG_NAME, scope.tagName())
                .set(BUDGET.TAG_VALUE, scope.tagValue())
                .set(BUDGET.AMOUNT, budget.amount())
                .set(BUDGET.PERIOD, budget.period().wireName())
                .set(BUDGET.ZONE, budget.zone().getId())
                .set(BUDGET.ENFORCEMENT, budget.hard() ? "hard" : "soft")
                .set(BUDGET.THRESHOLDS, budget.thresholds().toArray(Integer[]::new))
                .set(BUDGET.ENABLED, budget.enabled())
                .set(BUDGET.CREATED_AT, budget.createdAt())
                .execute();
    }

    void insertPeriod(TenantTx tx, BudgetId id, BudgetSpan span, BigDecimal spent) {
        tx.sql()
                .insertInto(BUDGET_PERIOD)
                .set(BUDGET_PERIOD.TENANT_ID, tx.tenant())
                .set(BUDGET_PERIOD.BUDGET_ID, id)
                .set(BUDGET_PERIOD.PERIOD_START, span.start())
                .set(BUDGET_PERIOD.PERIOD_END, span.end())
                .set(BUDGET_PERIOD.SPENT, spent)
                .execute();
    }

    /** False if somebody changed it since. */
    boolean update(TenantTx tx, Budget budget) {
        return tx.sql()
                        .update(BUDGET)
                        .set(BUDGET.NAME, budget.name())
                        .set(BUDGET.AMOUNT, budget.amount())
                        .set(BUDGET.ENFORCEMENT, budget.hard() ? "hard" : "soft")
                        .set(BUDGET.THRESHOLDS, budget.thresholds().toArray(Integer[]::new))
                        .set(BUDGET.ENABLED, budget.enabled())
                        .set(BUDGET.VERSION, budget.version())
                        .where(
                                BUDGET.TENANT_ID.eq(tx.tenant()),
                                BUDGET.BUDGET_ID.eq(budget.id()),
                                BUDGET.VERSION.eq(budget.version() - 1))
                        .execute()
                == 1;
    }

    void delete(TenantTx tx, BudgetId id) {
        tx.sql()
                .deleteFrom(BUDGET)
                .where(BUDGET.TENANT_ID.eq(tx.tenant()), BUDGET.BUDGET_ID.eq(id))
                .execute();
    }

    boolean hasLease(TenantTx tx, BudgetId id, UUID instance) {
        return tx.sql()
                .fetchExists(
                        BUDGET_LEASE,
                        BUDGET_LEASE
                                .TENANT_ID
                                .eq(tx.tenant())
                                .and(BUDGET_LEASE.BUDGET_ID.eq(id))
                                .and(BUDGET_LEASE.INSTANCE.eq(instance)));
    }

    /** Takes a dead instance's lease away; empty if it was seen a moment ago. */
    Optional<BigDecimal> writeOff(TenantTx tx, BudgetId id, UUID instance) {
        tx.sql()
                .selectOne()
                .from(BUDGET_PERIOD)
                .where(BUDGET_PERIOD.TENANT_ID.eq(tx.tenant()), BUDGET_PERIOD.BUDGET_ID.eq(id))
                .orderBy(BUDGET_PERIOD.PERIOD_START)
                .forUpdate()
                .fetch();
        var gone = tx.sql()
                .deleteFrom(BUDGET_LEASE)
                .where(
                        BUDGET_LEASE.TENANT_ID.eq(tx.tenant()),
                        BUDGET_LEASE.BUDGET_ID.eq(id),
                        BUDGET_LEASE.INSTANCE.eq(instance))
                .and("seen_at < now() - interval '1 minute'")
                .returning(BUDGET_LEASE.PERIOD_START, BUDGET_LEASE.AMOUNT)
                .fetch();
        for (var lease : gone) {
            tx.sql()
                    .update(BUDGET_PERIOD)
                    .set(BUDGET_PERIOD.RESERVED, BUDGET_PERIOD.RESERVED.sub(lease.getAmount()))
                    .where(
                            BUDGET_PERIOD.TENANT_ID.eq(tx.tenant()),
                            BUDGET_PERIOD.BUDGET_ID.eq(id),
                            BUDGET_PERIOD.PERIOD_START.eq(lease.getPeriodStart()))
                    .execute();
        }
        return gone.isEmpty()
                ? Optional.empty()
                : Optional.of(gone.stream().map(lease -> lease.getAmount()).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    static Budget budget(Record row) {
        return new Budget(
                row.get(BUDGET.BUDGET_ID),
                row.get(BUDGET.VERSION),
                row.get(BUDGET.NAME),
                new LimitScope(
                        row.get(BUDGET.PROJECT_ID),
                        row.get(BUDGET.API_KEY_ID),
                        row.get(BUDGET.USER_ID),
                        row.get(BUDGET.MODEL),
                        row.get(BUDGET.TAG_NAME),
                        row.get(BUDGET.TAG_VALUE)),
                row.get(BUDGET.AMOUNT),
                BudgetPeriod.ofWireName(row.get(BUDGET.PERIOD)),
                ZoneId.of(row.get(BUDGET.ZONE)),
                row.get(BUDGET.ENFORCEMENT).equals("hard"),
                Stream.of(row.get(BUDGET.THRESHOLDS)).toList(),
                row.get(BUDGET.ENABLED),
                row.get(BUDGET.CREATED_AT));
    }
}
