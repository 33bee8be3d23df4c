package dev.maru.gateway.budget;

import static dev.maru.db.gateway.Tables.BUDGET_ALERT;

import dev.maru.core.tenancy.SystemTx;
import java.math.BigDecimal;
import org.springframework.stereotype.Repository;

/** Which budgets passed which thresholds. */
@Repository
class BudgetAlertRepository {
    void add(SystemTx tx, BudgetKey key, int threshold, BigDecimal spent) {
        tx.sql()
                .insertInto(BUDGET_ALERT)
                .set(BUDGET_ALERT.TENANT_ID, key.tenant())
                .set(BUDGET_ALERT.BUDGET_ID, key.budget())
                .set(BUDGET_ALERT.PERIOD_START, key.start())
                .set(BUDGET_ALERT.THRESHOLD, threshold)
                .set(BUDGET_ALERT.SPENT, spent)
                .onConflictDoNothing()
                .execute();
    }
}
