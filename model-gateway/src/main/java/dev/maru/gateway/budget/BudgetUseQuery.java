package dev.maru.gateway.budget;

import static dev.maru.db.gateway.Tables.BUDGET_LEASE;
import static dev.maru.db.gateway.Tables.BUDGET_PERIOD;

import dev.maru.core.id.BudgetId;
import dev.maru.core.tenancy.TenantTx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** What budgets have given out. */
@Repository
class BudgetUseQuery {
    private static final int MOST_LEASES = 100;

    private final BudgetAlertRepository alerts;

    BudgetUseQuery(BudgetAlertRepository alerts) {
        this.alerts = alerts;
    }

    private record Given(BigDecimal spent, BigDecimal reserved, BigDecimal overrun) {
        static final Given NOTHING = new Given(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** Each in the period that a moment lies in. */
    List<BudgetUse> uses(TenantTx tx, List<Budget> budgets, Instant now) {
        var ids = budgets.stream().map(Budget::id).toList();
        var starts = budgets.stream()
                .map(budget -> budget.spanAt(now).start())
                .distinct()
                .toList();
        var given = given(tx, ids, starts);
        var passed = alerts.passed(tx, ids, starts);
        var leases = leases(tx, ids);
        return budgets.stream()
                .map(budget -> {
                    var span = budget.spanAt(now);
                    var start = new BudgetStart(budget.id(), span.start());
                    var money = given.getOrDefault(start, Given.NOTHING);
                    return new BudgetUse(
                            budget,
                            span,
                            money.spent(),
                            money.reserved(),
                            money.overrun(),
                            passed.getOrDefault(start, List.of()),
                            leases.getOrDefault(budget.id(), List.of()).stream()
                                    .limit(MOST_LEASES)
                                    .toList());
                })
                .toList();
    }

    private static Map<BudgetStart, Given> given(TenantTx tx, List<BudgetId> ids, List<Instant> starts) {
        return tx.sql()
                .selectFrom(BUDGET_PERIOD)
                .where(
                        BUDGET_PERIOD.TENANT_ID.eq(tx.tenant()),
                        BUDGET_PERIOD.BUDGET_ID.in(ids),
                        BUDGET_PERIOD.PERIOD_START.in(starts))
                .fetchMap(
                        row -> new BudgetStart(row.getBudgetId(), row.getPeriodStart()),
                        row -> new Given(row.getSpent(), row.getReserved(), row.getOverrun()));
    }

    private static Map<BudgetId, List<BudgetUse.Lease>> leases(TenantTx tx, List<BudgetId> ids) {
        return tx.sql()
                .selectFrom(BUDGET_LEASE)
                .where(
                        BUDGET_LEASE.TENANT_ID.eq(tx.tenant()),
                        BUDGET_LEASE.BUDGET_ID.in(ids),
                        BUDGET_LEASE.AMOUNT.gt(BigDecimal.ZERO))
                .orderBy(BUDGET_LEASE.SEEN_AT.desc(), BUDGET_LEASE.INSTANCE)
                .fetchGroups(
                        BUDGET_LEASE.BUDGET_ID,
                        row -> new BudgetUse.Lease(
                                row.get(BUDGET_LEASE.INSTANCE),
                                row.get(BUDGET_LEASE.AMOUNT),
                                row.get(BUDGET_LEASE.SEEN_AT)));
    }
}
