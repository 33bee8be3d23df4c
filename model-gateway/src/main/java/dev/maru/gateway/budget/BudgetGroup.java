package dev.maru.gateway.budget;

import dev.maru.core.tenancy.SystemTx;
import dev.maru.gateway.budget.BudgetAsk.Answer;
import dev.maru.gateway.budget.BudgetAsk.Cause;
import dev.maru.gateway.budget.BudgetMoneyRepository.Lease;
import dev.maru.gateway.budget.BudgetMoneyRepository.Move;
import dev.maru.gateway.budget.BudgetMoneyRepository.Period;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Waiting calls that are answered in one transaction. Each gets its worst case in all its budgets or in none; far from a
 * budget's end the instance gets a slice for the calls to come as well.
 */
final class BudgetGroup {
    /** With room for fewer calls than this, no slices are given. */
    private static final BigDecimal NEAR_THE_END = BigDecimal.valueOf(20);

    private static final BigDecimal SLICE_CALLS = BigDecimal.valueOf(200);
    private static final int DECIMALS = 12;

    private final BudgetMoneyRepository money;
    private final UUID instance;
    private final Map<BudgetKey, BigDecimal> pool;
    private final Map<BudgetKey, BigDecimal> given = new HashMap<>();
    private final Map<BudgetKey, BigDecimal> dearest = new LinkedHashMap<>();
    private final Set<BudgetKey> wanted = new LinkedHashSet<>();
    private final Map<BudgetAsk, Answer> answers = new LinkedHashMap<>();
    private Map<BudgetKey, Period> periods = Map.of();
    private Map<BudgetKey, Lease> leases = Map.of();

    /**
     * @param free what this instance has of these budgets and uses first
     * @param known what was granted, as far as this instance was told
     */
    BudgetGroup(
            BudgetMoneyRepository money,
            UUID instance,
            Map<BudgetKey, BigDecimal> free,
            Map<BudgetKey, BigDecimal> known,
            SystemTx tx) {
        this.money = money;
        this.instance = instance;
        this.pool = new HashMap<>(free);
        periods = money.lock(tx, free.keySet());
        leases = money.leases(tx, free.keySet(), instance);
        for (var key : free.keySet()) {
            find(key, known.getOrDefault(key, BigDecimal.ZERO));
        }
    }

    /** The difference to what is known is how a change ended whose answer was lost; a lease that is gone was written off. */
    private void find(BudgetKey key, BigDecimal known) {
        var lease = lease(key);
        var found = lease.granted().subtract(known);
        var free = pool.getOrDefault(key, BigDecimal.ZERO).add(found);
        pool.put(key, free.max(BigDecimal.ZERO).min(lease.amount()));
    }

    void serve(SystemTx tx, List<BudgetAsk> asks) {
        asks.forEach(this::serve);
        dearest.forEach(this::slice);
        change(tx, given);
        if (!wanted.isEmpty()) {
            money.recall(tx, wanted);
        }
    }

    /** Brings back everything that is free. */
    void giveBack(SystemTx tx) {
        var back = new HashMap<BudgetKey, BigDecimal>();
        pool.forEach((key, free) -> {
            if (free.signum() > 0) {
                back.put(key, free.negate());
            }
        });
        change(tx, back);
        pool.replaceAll((key, free) -> BigDecimal.ZERO);
        given.putAll(back);
    }

    /** Asks without an answer wait for money that others have reserved. */
    Map<BudgetAsk, Answer> answers() {
        return answers;
    }

    BigDecimal free(BudgetKey key) {
        return pool.getOrDefault(key, BigDecimal.ZERO);
    }

    BigDecimal granted(BudgetKey key) {
        return lease(key).granted().add(given.getOrDefault(key, BigDecimal.ZERO));
    }

    boolean nothingLeft(BudgetKey key) {
        var period = periods.get(key);
        return period != null && period.spent().compareTo(period.amount()) >= 0;
    }

    private Lease lease(BudgetKey key) {
        return leases.getOrDefault(key, Lease.NONE);
    }

    private void serve(BudgetAsk ask) {
        var held = ask.keys().stream().filter(periods::containsKey).toList();
        @Nullable BudgetKey blocked = null;
        for (var key : held) {
            var period = period(key);
            if (!period.hard()) {
                continue;
            }
            if (nothingLeft(key) || period.spent().add(ask.worst()).compareTo(period.amount()) > 0) {
                answers.put(ask, new Answer.Refused(key, nothingLeft(key) ? Cause.NOTHING_LEFT : Cause.TOO_DEAR));
                return;
            }
            if (room(key).compareTo(ask.worst()) < 0) {
                blocked = key;
            }
        }
        if (blocked == null) {
            held.forEach(key -> take(key, ask.worst()));
            answers.put(ask, new Answer.Granted(held));
        } else {
            wanted.add(blocked);
            if (!ask.isPatient()) {
                answers.put(ask, new Answer.Refused(blocked, Cause.RESERVED));
            }
        }
    }

    private Period period(BudgetKey key) {
        return Objects.requireNonNull(periods.get(key));
    }

    private BigDecimal room(BudgetKey key) {
        return free(key).add(remaining(key).max(BigDecimal.ZERO));
    }

    private BigDecimal remaining(BudgetKey key) {
        return period(key).remaining().subtract(given.getOrDefault(key, BigDecimal.ZERO));
    }

    private void take(BudgetKey key, BigDecimal worst) {
        var fromPool = free(key).min(worst);
        pool.put(key, free(key).subtract(fromPool));
        given.merge(key, worst.subtract(fromPool), BigDecimal::add);
        dearest.merge(key, worst, BigDecimal::max);
    }

    private void slice(BudgetKey key, BigDecimal worst) {
        var remaining = remaining(key);
        if (remaining.signum() <= 0
                || period(key).recalled()
                || remaining.compareTo(worst.multiply(NEAR_THE_END)) < 0
                || free(key).signum() > 0 && free(key).compareTo(worst) >= 0) {
            return;
        }
        var slice = remaining.divide(NEAR_THE_END, DECIMALS, RoundingMode.DOWN);
        if (worst.signum() > 0) {
            slice = slice.min(worst.multiply(SLICE_CALLS));
        }
        pool.put(key, free(key).add(slice));
        given.merge(key, slice, BigDecimal::add);
    }

    private void change(SystemTx tx, Map<BudgetKey, BigDecimal> by) {
        var moves = new HashMap<BudgetKey, Move>();
        var amounts = new HashMap<BudgetKey, BigDecimal>();
        var missing = new ArrayList<BudgetKey>();
        by.forEach((key, amount) -> {
            if (amount.signum() != 0 && periods.containsKey(key)) {
                amounts.put(key, amount);
                moves.put(key, new Move(amount, BigDecimal.ZERO, BigDecimal.ZERO));
                if (!leases.containsKey(key)) {
                    missing.add(key);
                }
            }
        });
        if (amounts.isEmpty()) {
            return;
        }
        if (!missing.isEmpty()) {
            money.addLeases(tx, missing, instance);
        }
        money.changeLeases(tx, instance, amounts, amounts);
        money.changePeriods(tx, moves);
    }
}
