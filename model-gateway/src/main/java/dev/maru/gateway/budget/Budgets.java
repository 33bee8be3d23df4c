package dev.maru.gateway.budget;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.limit.LimitSubject;
import dev.maru.gateway.spool.Spool;
import dev.maru.gateway.spool.SpoolRecord.Hold;
import dev.maru.platform.change.ChangeKind;
import dev.maru.platform.change.SnapshotFactory;
import dev.maru.platform.change.Snapshots;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hard budgets on the call path. What a call can cost at most is reserved in all budgets that hold for it, or in none,
 * before it is dispatched: mostly from a slice that this instance leased, near a budget's end in the database.
 *
 * <p>Bound: in the database spent + reserved never passes the amount, at any instant, and every call in flight is reserved.
 * What is spent can pass the amount only by what attempts cost beyond their worst case (a provider that ignores max_tokens
 * or counts tokens otherwise): at most that excess of the attempts in flight, kept as {@code overrun}. A new, lowered or
 * newly hard budget holds from the moment the change feed brings it, for calls that are dispatched after.
 */
@Component
public class Budgets implements SmartLifecycle {
    static final ChangeKind KIND = new ChangeKind("budgets");

    private final Snapshots<BudgetSnapshot> snapshots;
    private final BudgetAccounts accounts = new BudgetAccounts();
    private final BudgetDesk desk;
    private final Counter refused;
    private final Counter overruns;
    private final AtomicInteger open;
    private volatile boolean running;

    Budgets(
            SnapshotFactory snapshots,
            BudgetRepository repository,
            BudgetMoneyRepository money,
            SystemDb system,
            Spool spool,
            Clock clock,
            MeterRegistry meters) {
        this.snapshots = snapshots.of(KIND, repository::load);
        this.desk = new BudgetDesk(system, money, accounts, spool.instance(), clock);
        this.snapshots.onPublish(published -> {
            if (published.before() != null && !published.before().equals(published.after())) {
                desk.budgetsChanged(published.tenant());
            }
        });
        this.refused = Counter.builder("maru.budget.refusals")
                .description("Calls that a hard budget had no room for")
                .register(meters);
        this.overruns = Counter.builder("maru.budget.overruns")
                .description("Attempts that cost more than was reserved for them")
                .register(meters);
        this.open = meters.gauge("maru.budget.reservations", new AtomicInteger());
    }

    /** From memory: refuses a call as early as this instance knows that a budget is spent. */
    public void refuseIfSpent(Caller caller, LimitSubject subject) {
        for (var budget : snapshots.get(caller.tenant()).holdingFor(caller, subject)) {
            var key = key(caller, budget);
            if (accounts.with(key, account -> account.nothingLeft(budget.version()))) {
                throw exhausted(budget, key, true);
            }
        }
    }

    /**
     * Reserves the worst case of one attempt; its holds go into the record of the dispatch.
     *
     * @param worst see {@link WorstCost}; null: the model is unpriced
     * @throws PlatformException {@link GatewayError#BUDGET_EXHAUSTED}, {@link GatewayError#MODEL_UNPRICED}, or
     *     "temporarily unavailable" if nothing is leased and the database is away
     */
    public Reservation reserve(Caller caller, LimitSubject subject, @Nullable BigDecimal worst) {
        var budgets = snapshots.get(caller.tenant()).holdingFor(caller, subject);
        if (budgets.isEmpty()) {
            return Reservation.NONE;
        }
        if (worst == null) {
            throw new PlatformException(
                    GatewayError.MODEL_UNPRICED,
                    "This model has no price, and the hard budget \""
                            + budgets.getFirst().name()
                            + "\" holds for the call. Give the model a price, or call another one.");
        }
        var keys = budgets.stream().map(budget -> key(caller, budget)).toList();
        if (accounts.take(keys, worst)) {
            return new Held(keys, worst);
        }
        for (int i = 0; i < keys.size(); i++) {
            var version = budgets.get(i).version();
            if (accounts.with(keys.get(i), account -> account.wouldRefuse(worst, version))) {
                throw exhausted(budgets.get(i), keys.get(i), true);
            }
        }
        return switch (desk.ask(keys, worst)) {
            case BudgetAsk.Answer.Granted granted -> new Held(granted.held(), worst);
            case BudgetAsk.Answer.Refused(var key, var cause) -> {
                var budget = budgets.get(keys.indexOf(key));
                var spent = cause != BudgetAsk.Cause.RESERVED;
                if (spent) {
                    accounts.with(key, account -> {
                        account.refused(worst, cause == BudgetAsk.Cause.NOTHING_LEFT, budget.version());
                        return account;
                    });
                }
                throw exhausted(budget, key, spent);
            }
        };
    }

    private static BudgetKey key(Caller caller, Budget budget) {
        return new BudgetKey(caller.tenant(), budget.id(), budget.spanOf(caller.requestId()));
    }

    private PlatformException exhausted(Budget budget, BudgetKey key, boolean spent) {
        refused.increment();
        var renews = key.span().end();
        var when = renews == null ? "It does not renew." : "It renews at " + renews + ".";
        var detail = spent
                ? "The " + budget.words() + "has no room for this call. " + when
                : "What is left of the " + budget.words() + "is reserved for calls that have not ended yet. " + when;
        return new PlatformException(
                GatewayError.BUDGET_EXHAUSTED,
                detail,
                spent ? Map.of("x-should-retry", "false") : Map.of("Retry-After", "1", "retry-after-ms", "1000"));
    }

    /** Money that was taken for an attempt. */
    private final class Held implements Reservation {
        private final List<BudgetKey> keys;
        private final BigDecimal worst;
        private final AtomicBoolean ended = new AtomicBoolean();

        Held(List<BudgetKey> keys, BigDecimal worst) {
            this.keys = keys;
            this.worst = worst;
            open.incrementAndGet();
        }

        @Override
        public List<Hold> holds() {
            return keys.stream()
                    .map(key -> new Hold(key.budget(), key.start(), worst))
                    .toList();
        }

        @Override
        public void settle(@Nullable BigDecimal cost, boolean exact) {
            if (ended.compareAndSet(false, true)) {
                open.decrementAndGet();
                if (cost != null && cost.compareTo(worst) > 0) {
                    overruns.increment();
                }
            }
        }

        @Override
        public void cancel() {
            if (ended.compareAndSet(false, true)) {
                open.decrementAndGet();
                accounts.putBack(keys, worst);
            }
        }
    }

    @Override
    public void start() {
        desk.start();
        running = true;
    }

    @Override
    public void stop() {
        desk.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the web server has let its last call end, before the spool is brought into the database. */
    @Override
    public int getPhase() {
        return 1;
    }
}
