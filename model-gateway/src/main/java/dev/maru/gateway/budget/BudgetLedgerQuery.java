package dev.maru.gateway.budget;

import static dev.maru.db.gateway.Tables.BUDGET;
import static dev.maru.db.gateway.Tables.BUDGET_LEASE;
import static dev.maru.db.gateway.Tables.BUDGET_PERIOD;
import static dev.maru.db.gateway.Tables.CALL_TAG;
import static dev.maru.db.gateway.Tables.LEDGER;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.limit.LimitScope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.springframework.stereotype.Repository;

/** What the ledger says of budgets. */
@Repository
class BudgetLedgerQuery {
    private static final Field<Long> REQUESTED_AT_MILLIS = field(
            "cast(cast(('x' || lpad(left(replace(cast({0} as text), '-', ''), 12), 16, '0')) as bit(64)) as bigint)",
            Long.class, LEDGER.REQUEST_ID);

    /** A period as budgets keep it beside what the ledger and the leases sum up to. */
    record Audit(BudgetKey key, BigDecimal spent, BigDecimal ledger, BigDecimal reserved, BigDecimal leases) {
        boolean agrees() {
            return spent.compareTo(ledger) == 0 && reserved.compareTo(leases) == 0;
        }
    }

    /** The costs of a budget's period; unpriced attempts add nothing. */
    BigDecimal spent(TenantTx tx, Budget budget, BudgetSpan span) {
        return Objects.requireNonNull(tx.sql()
                .select(ledgerSum(tx.tenant(), budget.scope(), span))
                .fetchSingle()
                .value1());
    }

    /** Periods that have not ended long ago; each is read in one statement, so that both sides are of one moment. */
    List<Audit> audit(SystemTx tx, Instant endedAfter) {
        return tx
                .sql()
                .select(BUDGET.asterisk(), BUDGET_PERIOD.PERIOD_START, BUDGET_PERIOD.PERIOD_END)
                .from(BUDGET_PERIOD)
                .join(BUDGET)
                .on(BUDGET.TENANT_ID.eq(BUDGET_PERIOD.TENANT_ID), BUDGET.BUDGET_ID.eq(BUDGET_PERIOD.BUDGET_ID))
                .where(BUDGET_PERIOD.PERIOD_END.isNull().or(BUDGET_PERIOD.PERIOD_END.gt(endedAfter)))
                .fetch(row -> new BudgetKeyAndScope(
                        new BudgetKey(
                                row.get(BUDGET.TENANT_ID),
                                row.get(BUDGET.BUDGET_ID),
                                new BudgetSpan(row.get(BUDGET_PERIOD.PERIOD_START), row.get(BUDGET_PERIOD.PERIOD_END))),
                        BudgetRepository.budget(row).scope()))
                .stream()
                .flatMap(each -> audit(tx, each).stream())
                .toList();
    }

    private record BudgetKeyAndScope(BudgetKey key, LimitScope scope) {}

    private static List<Audit> audit(SystemTx tx, BudgetKeyAndScope each) {
        var key = each.key();
        var ledger = ledgerSum(key.tenant(), each.scope(), key.span());
        var leases = field(select(coalesce(sum(BUDGET_LEASE.AMOUNT), BigDecimal.ZERO))
                .from(BUDGET_LEASE)
                .where(
                        BUDGET_LEASE.TENANT_ID.eq(key.tenant()),
                        BUDGET_LEASE.BUDGET_ID.eq(key.budget()),
                        BUDGET_LEASE.PERIOD_START.eq(key.start())));
        return tx.sql()
                .select(BUDGET_PERIOD.SPENT, ledger, BUDGET_PERIOD.RESERVED, leases)
                .from(BUDGET_PERIOD)
                .where(
                        BUDGET_PERIOD.TENANT_ID.eq(key.tenant()),
                        BUDGET_PERIOD.BUDGET_ID.eq(key.budget()),
                        BUDGET_PERIOD.PERIOD_START.eq(key.start()))
                .fetch(row -> new Audit(key, row.value1(), row.value2(), row.value3(), row.value4()));
    }

    private static Field<BigDecimal> ledgerSum(TenantId tenant, LimitScope scope, BudgetSpan span) {
        return field(select(coalesce(sum(LEDGER.COST), BigDecimal.ZERO))
                .from(LEDGER)
                .where(LEDGER.TENANT_ID.eq(tenant), within(span), matching(scope)));
    }

    /** By the moment in the request's id; the day, which is made from it, finds the partitions. */
    private static Condition within(BudgetSpan span) {
        var from = LEDGER.DAY
                .ge(span.start().atOffset(ZoneOffset.UTC).toLocalDate())
                .and(REQUESTED_AT_MILLIS.ge(span.start().toEpochMilli()));
        var end = span.end();
        return end == null
                ? from
                : from.and(LEDGER.DAY.le(end.atOffset(ZoneOffset.UTC).toLocalDate()))
                        .and(REQUESTED_AT_MILLIS.lt(end.toEpochMilli()));
    }

    private static Condition matching(LimitScope scope) {
        var condition = noCondition();
        if (scope.project() != null) {
            condition = condition.and(LEDGER.PROJECT_ID.eq(scope.project()));
        }
        if (scope.apiKey() != null) {
            condition = condition.and(LEDGER.API_KEY_ID.eq(scope.apiKey()));
        }
        if (scope.member() != null) {
            condition = condition.and(LEDGER.USER_ID.eq(scope.member()));
        }
        if (scope.model() != null) {
            condition = condition.and(LEDGER.MODEL.eq(scope.model()));
        }
        return scope.tagName() == null ? condition : condition.and(tagged(scope));
    }

    private static Condition tagged(LimitScope scope) {
        var tag = CALL_TAG.NAME.eq(scope.tagName());
        return exists(selectOne()
                .from(CALL_TAG)
                .where(
                        CALL_TAG.TENANT_ID.eq(LEDGER.TENANT_ID),
                        CALL_TAG.PROJECT_ID.eq(LEDGER.PROJECT_ID),
                        CALL_TAG.DAY.eq(LEDGER.DAY),
                        CALL_TAG.REQUEST_ID.eq(LEDGER.REQUEST_ID),
                        scope.tagValue() == null ? tag : tag.and(CALL_TAG.VALUE.eq(scope.tagValue()))));
    }
}
