package dev.maru.gateway.budget;

import static dev.maru.db.gateway.Tables.BUDGET_LEASE;
import static dev.maru.db.gateway.Tables.BUDGET_PERIOD;

import dev.maru.core.tenancy.TenantTx;
import java.math.BigDecimal;
import org.springframework.stereotype.Repository;

/** What budgets have given out. */
@Repository
class BudgetUseQuery {
    private final BudgetAlertRepository alerts;

    BudgetUseQuery(BudgetAlertRepository alerts) {
        this.alerts = alerts;
    }

    BudgetUse use(TenantTx tx, Budget budget, BudgetSpan span) {
        var passed = alerts.passed(tx, budget.id(), span.start());
        var leases = tx.sql()
                .selectFrom(BUDGET_LEASE)
                .where(
                        BUDGET_LEASE.TENANT_ID.eq(tx.tenant()),
                        BUDGET_LEASE.BUDGET_ID.eq(budget.id()),
                        BUDGET_LEASE.AMOUNT.gt(BigDecimal.ZERO))
                .orderBy(BUDGET_LEASE.SEEN_AT.desc(), BUDGET_LEASE.INSTANCE)
                .limit(100)
                .fetch(row -> new BudgetUse.Lease(row.getInstance(), row.getAmount(), row.getSeenAt()));
        return tx.sql()
                .selectFrom(BUDGET_PERIOD)
                .where(
                        BUDGET_PERIOD.TENANT_ID.eq(tx.tenant()),
                        BUDGET_PERIOD.BUDGET_ID.eq(budget.id()),
                        BUDGET_PERIOD.PERIOD_START.eq(span.start()))
                .fetchOptional(row -> new BudgetUse(
                        budget, span, row.getSpent(), row.getReserved(), row.getOverrun(), passed, leases))
                .orElseGet(() ->
                        new BudgetUse(budget, span, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, passed, leases));
    }
}
