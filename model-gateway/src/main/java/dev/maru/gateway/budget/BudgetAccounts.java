package dev.maru.gateway.budget;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/** The leased money of this instance: taken from all accounts of an attempt or from none. */
final class BudgetAccounts {
    private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(2);

    private final Map<BudgetKey, BudgetAccount> accounts = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    <T> T with(BudgetKey key, Function<BudgetAccount, T> work) {
        lock.lock();
        try {
            return work.apply(accounts.computeIfAbsent(key, any -> new BudgetAccount()));
        } finally {
            lock.unlock();
        }
    }

    /** Takes the amount out of every account; false, and nothing is taken, if one of them has less. */
    boolean take(List<BudgetKey> keys, BigDecimal amount) {
        lock.lock();
        try {
            for (var key : keys) {
                var account = accounts.get(key);
                // A call that costs nothing is let in as well only while something is left.
                if (account == null || account.free.signum() == 0 || account.free.compareTo(amount) < 0) {
                    return false;
                }
            }
            for (var key : keys) {
                var account = accounts.get(key);
                if (account != null) {
                    account.free = account.free.subtract(amount);
                    account.usedAtNanos = System.nanoTime();
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void putBack(Collection<BudgetKey> keys, BigDecimal amount) {
        keys.forEach(key -> with(key, account -> account.free = account.free.add(amount)));
    }

    /** Everything that is free in these accounts, taken out. */
    Map<BudgetKey, BigDecimal> empty(Collection<BudgetKey> keys) {
        var taken = new HashMap<BudgetKey, BigDecimal>();
        for (var key : keys) {
            taken.put(key, with(key, account -> {
                var free = account.free;
                account.free = BigDecimal.ZERO;
                return free;
            }));
        }
        return taken;
    }

    /** Accounts with free money for which the condition holds. */
    List<BudgetKey> withFree(Predicate<Map.Entry<BudgetKey, BudgetAccount>> condition) {
        lock.lock();
        try {
            var found = new ArrayList<BudgetKey>();
            for (var entry : accounts.entrySet()) {
                if (entry.getValue().free.signum() > 0 && condition.test(entry)) {
                    found.add(entry.getKey());
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return accounts.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of accounts that nobody used for hours; only of those whose period has ended, for the others know what they were granted. */
    void forget(Predicate<BudgetKey> ended) {
        lock.lock();
        try {
            accounts.entrySet()
                    .removeIf(entry -> ended.test(entry.getKey())
                            && entry.getValue().free.signum() == 0
                            && System.nanoTime() - entry.getValue().usedAtNanos > FORGET_NANOS);
        } finally {
            lock.unlock();
        }
    }
}
