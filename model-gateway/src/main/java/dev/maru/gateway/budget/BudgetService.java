package dev.maru.gateway.budget;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.BudgetId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.limit.CallSketch;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The budgets of a tenant. Scope, period and time zone stay as they were made: another one is another budget. */
@Service
public class BudgetService {
    private static final int MOST = 500;

    private final TenantDb db;
    private final BudgetRepository budgets;
    private final BudgetUseQuery uses;
    private final BudgetLedgerQuery ledger;
    private final ChangeFeed changes;
    private final AuditTrail audit;
    private final String currency;
    private final Clock clock;

    BudgetService(
            TenantDb db,
            BudgetRepository budgets,
            BudgetUseQuery uses,
            BudgetLedgerQuery ledger,
            ChangeFeed changes,
            AuditTrail audit,
            MaruSettings settings,
            Clock clock) {
        this.db = db;
        this.budgets = budgets;
        this.uses = uses;
        this.ledger = ledger;
        this.changes = changes;
        this.audit = audit;
        this.currency = settings.currency();
        this.clock = clock;
    }

    /** What all budgets are in: the currency that this installation accounts in. */
    public String currency() {
        return currency;
    }

    /** Those of the tenant; a caller in a project gets those that can hold for calls of it. */
    public List<BudgetUse> list(Caller caller) {
        caller.require(Permission.READ_USAGE);
        return db.inTenant(caller.tenant(), tx -> uses.uses(tx, seen(tx, caller), clock.instant()));
    }

    /** The budget that refused a call, if the sentence of the refusal names one that there still is. */
    public Optional<Budget> refusing(Caller caller, CallSketch call, String sentence) {
        caller.require(Permission.READ_USAGE);
        var named = db.inTenant(caller.tenant(), tx -> seen(tx, caller)).stream()
                .filter(budget -> call.isIn(budget.scope()) && sentence.contains(budget.words()))
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    private List<Budget> seen(TenantTx tx, Caller caller) {
        return budgets.list(tx).stream()
                .filter(budget -> budget.scope().isSeenBy(caller))
                .toList();
    }

    public BudgetUse get(Caller caller, BudgetId id) {
        caller.require(Permission.READ_USAGE);
        return db.inTenant(caller.tenant(), tx -> use(tx, existing(tx, id)));
    }

    /** What the ledger holds of the period that runs already counts. */
    public BudgetUse create(Caller caller, LimitScope scope, BudgetPeriod period, ZoneId zone, BudgetData data) {
        caller.require(Permission.MANAGE_BUDGETS);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var budget = new Budget(
                BudgetId.next(),
                0,
                data.name(),
                scope,
                data.amount(),
                period,
                zone,
                data.hard(),
                data.thresholds(),
                data.enabled(),
                now);
        return db.inTenant(caller.tenant(), tx -> {
            budgets.holdMoney(tx);
            if (budgets.list(tx).size() >= MOST) {
                throw PlatformException.invalid("name", "a tenant has at most " + MOST + " budgets");
            }
            if (!budgets.insert(tx, budget)) {
                throw new PlatformException(CoreError.NOT_FOUND, "There is no such project in the tenant.");
            }
            var span = budget.spanAt(now);
            budgets.insertPeriod(tx, budget.id(), span, ledger.spent(tx, budget, span));
            changed(tx, caller, event("budget.created", budget));
            return use(tx, budget);
        });
    }

    public BudgetUse update(Caller caller, BudgetId id, BudgetChange change) {
        caller.require(Permission.MANAGE_BUDGETS);
        return db.inTenant(caller.tenant(), tx -> {
            var old = existing(tx, id);
            var data = change.of(old);
            var next = new Budget(
                    id,
                    change.version() + 1,
                    data.name(),
                    old.scope(),
                    data.amount(),
                    old.period(),
                    old.zone(),
                    data.hard(),
                    data.thresholds(),
                    data.enabled(),
                    old.createdAt());
            if (!budgets.update(tx, next)) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this budget since it was loaded.");
            }
            changed(tx, caller, event("budget.changed", next));
            return use(tx, next);
        });
    }

    public void delete(Caller caller, BudgetId id) {
        caller.require(Permission.MANAGE_BUDGETS);
        db.runInTenant(caller.tenant(), tx -> {
            budgets.holdMoney(tx);
            var budget = existing(tx, id);
            budgets.delete(tx, id);
            changed(tx, caller, event("budget.deleted", budget));
        });
    }

    /**
     * Frees what an instance holds that will never come back, because its disk is gone. What its spool would still have
     * told is not counted then.
     */
    public BudgetUse writeOff(Caller caller, BudgetId id, UUID instance) {
        caller.require(Permission.MANAGE_BUDGETS);
        return db.inTenant(caller.tenant(), tx -> {
            var budget = existing(tx, id);
            if (!budgets.hasLease(tx, id, instance)) {
                throw new PlatformException(CoreError.NOT_FOUND, "This instance holds nothing of the budget.");
            }
            var amount = budgets.writeOff(tx, id, instance)
                    .orElseThrow(() -> new PlatformException(
                            GatewayError.BUDGET_LEASE_IN_USE, "This instance was heard of within the last minute."));
            changed(
                    tx,
                    caller,
                    event("budget.lease.written_off", budget)
                            .with(Map.of("instance", instance.toString(), "amount", amount.toPlainString())));
            return use(tx, budget);
        });
    }

    private BudgetUse use(TenantTx tx, Budget budget) {
        return uses.uses(tx, List.of(budget), clock.instant()).getFirst();
    }

    private Budget existing(TenantTx tx, BudgetId id) {
        return budgets.find(tx, id)
                .orElseThrow(() -> new PlatformException(
                        GatewayError.BUDGET_NOT_FOUND, "There is no budget " + id + " in this tenant."));
    }

    private static AuditEvent event(String action, Budget budget) {
        return AuditEvent.of(action, budget.id(), budget.name())
                .with(Map.of(
                        "amount", budget.amount().toPlainString(),
                        "enforcement", budget.hard() ? "hard" : "soft",
                        "enabled", String.valueOf(budget.enabled())));
    }

    private void changed(TenantTx tx, Caller caller, AuditEvent event) {
        changes.bump(tx, Budgets.KIND);
        audit.record(tx, caller, event);
    }
}
