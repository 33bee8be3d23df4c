package dev.maru.gateway.budget;

import dev.maru.core.id.TenantId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.gateway.budget.BudgetAsk.Answer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where calls wait for the database to reserve their money, and where this instance brings back what it does not use. One
 * thread: while one group is in its transaction, the next one gathers. Works across tenants, as one transaction serves calls
 * of many.
 */
final class BudgetDesk {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetDesk.class);
    private static final int MOST_AT_ONCE = 500;
    private static final Duration ROUND = Duration.ofMillis(250);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofMillis(600);
    private static final Duration DATABASE_PATIENCE = Duration.ofMillis(2_500);
    private static final Duration STUCK = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TOUCHES = Duration.ofSeconds(15);

    private final SystemDb system;
    private final BudgetMoneyRepository money;
    private final BudgetAccounts accounts;
    private final UUID instance;
    private final Clock clock;
    private final LinkedBlockingQueue<BudgetAsk> queue = new LinkedBlockingQueue<>();
    private final Set<TenantId> changed = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private List<BudgetAsk> blocked = List.of();
    private long roundAtNanos = System.nanoTime();
    private long touchedAtNanos = System.nanoTime();
    /** When the transaction began that the thread is in, 0 if it is in none. */
    private volatile long movingSinceNanos;

    private volatile boolean stopping;

    BudgetDesk(SystemDb system, BudgetMoneyRepository money, BudgetAccounts accounts, UUID instance, Clock clock) {
        this.system = system;
        this.money = money;
        this.accounts = accounts;
        this.instance = instance;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("budget-desk").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Refuses what still waits and brings everything free back, if the database lets it. */
    void stop() {
        stopping = true;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The tenant's budgets changed, so what was leased under the old ones comes back. */
    void budgetsChanged(TenantId tenant) {
        changed.add(tenant);
    }

    /** Waits for the answer; throws "temporarily unavailable" if the database gives none in time. */
    Answer ask(List<BudgetKey> keys, BigDecimal worst) {
        var ask = new BudgetAsk(keys, worst, System.nanoTime() + PATIENCE.toNanos(), new CompletableFuture<>());
        queue.add(ask);
        try {
            if (stopping || isStuck()) {
                throw unavailable();
            }
            return ask.answer().get(DATABASE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        } catch (ExecutionException | TimeoutException e) {
            throw unavailable();
        } finally {
            // A grant that comes after this finds nobody, and its money is free again.
            ask.answer().cancel(false);
        }
    }

    /** The database is away: nobody else waits for it in vain. */
    private boolean isStuck() {
        long since = movingSinceNanos;
        return since != 0 && System.nanoTime() - since > STUCK.toNanos();
    }

    private static PlatformException unavailable() {
        return new PlatformException(
                CoreError.TEMPORARILY_UNAVAILABLE,
                "A budget holds for this call, and the database that keeps it cannot be asked at the moment.",
                Map.of("Retry-After", "2", "retry-after-ms", "2000"));
    }

    private void run() {
        while (!stopping) {
            try {
                var asks = next();
                if (!asks.isEmpty()) {
                    serve(asks);
                }
                if (System.nanoTime() - roundAtNanos > ROUND.toNanos()) {
                    roundAtNanos = System.nanoTime();
                    round();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("Budgets cannot reach the database, trying again: {}", e.toString());
            }
        }
        close();
    }

    private void close() {
        var left = new ArrayList<>(blocked);
        queue.drainTo(left);
        left.forEach(ask -> ask.answer().completeExceptionally(unavailable()));
        try {
            giveBack(accounts.withFree(any -> true));
        } catch (RuntimeException e) {
            LOG.warn("What was leased of budgets comes back when the spool of {} is read", instance);
        }
    }

    private List<BudgetAsk> next() throws InterruptedException {
        var asks = new ArrayList<>(blocked);
        var wait = blocked.isEmpty() ? ROUND : BETWEEN_TRIES;
        blocked = List.of();
        var first = queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            asks.add(first);
            queue.drainTo(asks, MOST_AT_ONCE);
        }
        asks.removeIf(ask -> ask.answer().isDone());
        return asks;
    }

    private void serve(List<BudgetAsk> asks) {
        var keys = new LinkedHashSet<BudgetKey>();
        asks.forEach(ask -> keys.addAll(ask.keys()));
        BudgetGroup group;
        try {
            group = move(keys, asks);
        } catch (RuntimeException e) {
            asks.forEach(ask -> ask.answer().completeExceptionally(e));
            throw e;
        }
        blocked = asks.stream().filter(ask -> !group.answers().containsKey(ask)).toList();
        group.answers().forEach((ask, answer) -> {
            if (!ask.answer().complete(answer) && answer instanceof Answer.Granted granted) {
                accounts.putBack(granted.held(), ask.worst());
            }
        });
    }

    /** One transaction with all that is free in these accounts at hand; without asks, all of it is brought back. */
    private BudgetGroup move(Collection<BudgetKey> keys, List<BudgetAsk> asks) {
        var free = new HashMap<BudgetKey, BigDecimal>();
        movingSinceNanos = System.nanoTime();
        try {
            var group = system.inSystem(tx -> {
                // Only when the database answers: while it is away, calls go on with what is free.
                money.shareBudgets(tx);
                free.putAll(accounts.empty(keys));
                var known = new HashMap<BudgetKey, BigDecimal>();
                keys.forEach(key -> known.put(key, accounts.with(key, account -> account.granted)));
                var made = new BudgetGroup(money, instance, free, known, tx);
                if (asks.isEmpty()) {
                    made.giveBack(tx);
                } else {
                    made.serve(tx, asks);
                }
                return made;
            });
            keys.forEach(key -> accounts.with(key, account -> {
                account.granted = group.granted(key);
                account.free = account.free.add(group.free(key));
                return account;
            }));
            return group;
        } catch (RuntimeException e) {
            free.forEach((key, amount) -> accounts.putBack(List.of(key), amount));
            throw e;
        } finally {
            movingSinceNanos = 0;
        }
    }

    private void giveBack(Collection<BudgetKey> keys) {
        if (!keys.isEmpty()) {
            move(keys, List.of());
        }
    }

    /** What every instance does now and then: bring back what is idle, outdated or asked for by others. */
    private void round() {
        if (accounts.isEmpty()) {
            changed.clear();
            return;
        }
        var now = System.nanoTime();
        var held = accounts.withFree(any -> true);
        if (!held.isEmpty()) {
            var back = new HashSet<BudgetKey>(system.inSystem(tx -> money.recalled(tx, held)));
            var outdated = Set.copyOf(changed);
            changed.removeAll(outdated);
            back.addAll(accounts.withFree(entry ->
                    outdated.contains(entry.getKey().tenant()) || now - entry.getValue().usedAtNanos > IDLE.toNanos()));
            giveBack(back);
        }
        if (now - touchedAtNanos > BETWEEN_TOUCHES.toNanos()) {
            touchedAtNanos = now;
            system.runInSystem(tx -> money.touch(tx, instance));
            var moment = clock.instant();
            accounts.forget(key -> key.span().end() != null && key.span().end().isBefore(moment));
        }
    }
}
