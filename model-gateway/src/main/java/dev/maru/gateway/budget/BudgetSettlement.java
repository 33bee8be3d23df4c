package dev.maru.gateway.budget;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.gateway.budget.BudgetMoneyRepository.Lease;
import dev.maru.gateway.budget.BudgetMoneyRepository.Move;
import dev.maru.gateway.spool.LedgerFollower;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Moves money from reserved to spent in the transaction that inserts the ledger's rows: what a replay inserts again is no
 * new row and moves nothing. Every budget whose scope matches the row counts it, soft and disabled ones too, so that spent
 * is the ledger's sum at any time.
 */
@Component
class BudgetSettlement implements LedgerFollower {
    private final BudgetMoneyRepository money;
    private final BudgetRepository budgets;
    private final BudgetAlertRepository alerts;

    BudgetSettlement(BudgetMoneyRepository money, BudgetRepository budgets, BudgetAlertRepository alerts) {
        this.money = money;
        this.budgets = budgets;
        this.alerts = alerts;
    }

    /** What a batch of rows brings to a period of a budget. */
    private static final class Sum {
        BigDecimal spent = BigDecimal.ZERO;
        BigDecimal released = BigDecimal.ZERO;
        BigDecimal overrun = BigDecimal.ZERO;
    }

    @Override
    public void inserted(SystemTx tx, UUID instance, List<Entry> rows) {
        money.shareBudgets(tx);
        var tenants = new ArrayList<TenantId>();
        rows.forEach(row -> tenants.add(row.dispatched().tenant()));
        var known = budgets.ofTenants(tx, Set.copyOf(tenants));
        if (known.isEmpty()) {
            return;
        }
        var sums = new HashMap<BudgetKey, Sum>();
        for (var row : rows) {
            add(row, known.getOrDefault(row.dispatched().tenant(), List.of()), sums);
        }
        if (!sums.isEmpty()) {
            move(tx, instance, sums, known);
        }
    }

    private static void add(Entry row, List<Budget> budgets, Map<BudgetKey, Sum> sums) {
        var dispatched = row.dispatched();
        var call = dispatched.call();
        var cost = row.charge().cost() == null ? BigDecimal.ZERO : row.charge().cost();
        for (var budget : budgets) {
            var span = budget.spanOf(call.requestId());
            var key = new BudgetKey(call.tenant(), budget.id(), span);
            var matches = budget.scope()
                    .holdsFor(
                            call.project(),
                            call.apiKeyId(),
                            call.userId(),
                            Set.of(dispatched.target().model()),
                            call.tags());
            if (matches && (span.end() == null || span.end().isAfter(budget.createdAt()))) {
                var sum = sums.computeIfAbsent(key, any -> new Sum());
                sum.spent = sum.spent.add(cost);
            }
            for (var hold : dispatched.holds()) {
                if (hold.budget().equals(budget.id())) {
                    var sum = sums.computeIfAbsent(key, any -> new Sum());
                    sum.released = sum.released.add(hold.amount());
                    sum.overrun = sum.overrun.add(cost.subtract(hold.amount()).max(BigDecimal.ZERO));
                }
            }
        }
    }

    private void move(SystemTx tx, UUID instance, Map<BudgetKey, Sum> sums, Map<TenantId, List<Budget>> known) {
        var periods = money.lock(tx, sums.keySet());
        sums.keySet().retainAll(periods.keySet());
        var leases = money.leases(tx, sums.keySet(), instance);
        var released = new HashMap<BudgetKey, BigDecimal>();
        var moves = new HashMap<BudgetKey, Move>();
        sums.forEach((key, sum) -> {
            // Less than was held only if somebody wrote the lease off.
            var taken = sum.released
                    .min(leases.getOrDefault(key, Lease.NONE).amount())
                    .negate();
            if (taken.signum() != 0) {
                released.put(key, taken);
            }
            moves.put(key, new Move(taken, sum.spent, sum.overrun));
        });
        if (!released.isEmpty()) {
            money.changeLeases(tx, instance, released, Map.of());
        }
        money.changePeriods(tx, moves);
        sums.forEach((key, sum) -> {
            var period = periods.get(key);
            if (period != null && sum.spent.signum() > 0) {
                known.getOrDefault(key.tenant(), List.of()).stream()
                        .filter(budget -> budget.id().equals(key.budget()))
                        .forEach(budget -> alert(
                                tx, key, budget, period.spent(), period.spent().add(sum.spent)));
            }
        });
    }

    private void alert(SystemTx tx, BudgetKey key, Budget budget, BigDecimal before, BigDecimal after) {
        for (var threshold : budget.thresholds()) {
            var amount = budget.amount().multiply(BigDecimal.valueOf(threshold)).movePointLeft(2);
            if (budget.enabled() && before.compareTo(amount) < 0 && after.compareTo(amount) >= 0) {
                alerts.add(tx, key, threshold, after);
            }
        }
    }

    @Override
    public void drained(SystemTx tx, UUID instance) {
        money.drain(tx, instance);
    }
}
