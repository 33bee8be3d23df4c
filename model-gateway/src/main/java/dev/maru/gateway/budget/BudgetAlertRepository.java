package dev.maru.gateway.budget;

import static dev.maru.db.gateway.Tables.BUDGET_ALERT;

import dev.maru.core.id.BudgetId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.db.gateway.tables.records.BudgetAlertRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;

/** Which budgets passed which thresholds. */
@Repository
class BudgetAlertRepository {
    record Alert(TenantId tenant, BudgetId budget, Instant periodStart, int threshold, BigDecimal spent) {}

    /** What nobody was told of yet, the oldest first. */
    List<Alert> untold(SystemTx tx, int limit) {
        return tx.sql()
                .selectFrom(BUDGET_ALERT)
                .where(BUDGET_ALERT.TOLD_AT.isNull())
                .orderBy(BUDGET_ALERT.AT)
                .limit(limit)
                .fetch(row -> new Alert(
                        row.getTenantId(),
                        row.getBudgetId(),
                        row.getPeriodStart(),
                        row.getThreshold(),
                        row.getSpent()));
    }

    /** False if another worker told it in the meantime. */
    boolean told(TenantTx tx, Alert alert, Instant now) {
        return tx.sql()
                        .update(BUDGET_ALERT)
                        .set(BUDGET_ALERT.TOLD_AT, now)
                        .where(
                                BUDGET_ALERT.TENANT_ID.eq(tx.tenant()),
                                BUDGET_ALERT.BUDGET_ID.eq(alert.budget()),
                                BUDGET_ALERT.PERIOD_START.eq(alert.periodStart()),
                                BUDGET_ALERT.THRESHOLD.eq(alert.threshold()),
                                BUDGET_ALERT.TOLD_AT.isNull())
                        .execute()
                == 1;
    }

    /** The thresholds that budgets passed in periods that began then. */
    Map<BudgetStart, List<Integer>> passed(TenantTx tx, List<BudgetId> budgets, List<Instant> starts) {
        return tx
                .sql()
                .selectFrom(BUDGET_ALERT)
                .where(
                        BUDGET_ALERT.TENANT_ID.eq(tx.tenant()),
                        BUDGET_ALERT.BUDGET_ID.in(budgets),
                        BUDGET_ALERT.PERIOD_START.in(starts))
                .orderBy(BUDGET_ALERT.THRESHOLD)
                .stream()
                .collect(Collectors.groupingBy(
                        row -> new BudgetStart(row.getBudgetId(), row.getPeriodStart()),
                        Collectors.mapping(BudgetAlertRecord::getThreshold, Collectors.toList())));
    }

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
