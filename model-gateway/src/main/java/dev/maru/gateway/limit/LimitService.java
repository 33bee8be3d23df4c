package dev.maru.gateway.limit;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.LimitId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.GatewayError;
import dev.maru.platform.change.ChangeFeed;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The limits of a tenant. Scope, kind and window stay as they were made: another one is another limit. */
@Service
public class LimitService {
    private static final int MOST = 500;
    private static final long LARGEST = 1_000_000_000_000L;
    private static final Duration LONGEST = Duration.ofDays(31);

    private final TenantDb db;
    private final LimitRepository limits;
    private final LimitStandings standings;
    private final ChangeFeed changes;
    private final AuditTrail audit;
    private final Clock clock;

    LimitService(
            TenantDb db,
            LimitRepository limits,
            LimitStandings standings,
            ChangeFeed changes,
            AuditTrail audit,
            Clock clock) {
        this.db = db;
        this.limits = limits;
        this.standings = standings;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those of the tenant; a caller in a project gets those that can hold for calls of it. */
    public List<LimitUse> list(Caller caller) {
        caller.require(Permission.READ_USAGE);
        var found = db.inTenant(caller.tenant(), limits::list).stream()
                .filter(limit -> limit.scope().isSeenBy(caller))
                .toList();
        return standings.of(caller.tenant(), found);
    }

    /** The limit that refused a call, if the sentence of the refusal names one that is still as it was then. */
    public Optional<UsageLimit> refusing(Caller caller, CallSketch call, String sentence) {
        caller.require(Permission.READ_USAGE);
        var named = db.inTenant(caller.tenant(), limits::list).stream()
                .filter(limit -> limit.scope().isSeenBy(caller))
                .filter(limit -> call.isIn(limit.scope()) && sentence.startsWith(limit.refusal()))
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    /** @param window zero for {@link LimitKind#CONCURRENCY}, and for nothing else */
    public LimitUse create(
            Caller caller, LimitScope scope, LimitKind kind, Duration window, long amount, boolean enabled) {
        caller.require(Permission.MANAGE_BUDGETS);
        check(kind, window);
        checkAmount(amount);
        var limit = new UsageLimit(
                LimitId.next(),
                0,
                scope,
                kind,
                window,
                amount,
                enabled,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        return db.inTenant(caller.tenant(), tx -> {
            if (limits.list(tx).size() >= MOST) {
                throw PlatformException.invalid("kind", "a tenant has at most " + MOST + " limits");
            }
            if (!limits.insert(tx, limit)) {
                throw new PlatformException(CoreError.NOT_FOUND, "There is no such project in the tenant.");
            }
            changed(tx, caller, "limit.created", limit);
            return use(caller, limit);
        });
    }

    private static void check(LimitKind kind, Duration window) {
        if (kind == LimitKind.CONCURRENCY != window.isZero()) {
            throw PlatformException.invalid(
                    "windowSeconds", "is needed for everything but concurrency, which has no window");
        }
        if (window.isNegative() || window.compareTo(LONGEST) > 0 || window.toNanosPart() > 0) {
            throw PlatformException.invalid("windowSeconds", "from 1 second to " + LONGEST.toDays() + " days");
        }
    }

    private static void checkAmount(long amount) {
        if (amount < 0 || amount > LARGEST) {
            throw PlatformException.invalid("amount", "from 0 to " + LARGEST);
        }
    }

    /**
     * @param amount null, like {@code enabled}: as it is
     * @param version the one that was looked at
     */
    public LimitUse update(Caller caller, LimitId id, long version, @Nullable Long amount, @Nullable Boolean enabled) {
        caller.require(Permission.MANAGE_BUDGETS);
        return db.inTenant(caller.tenant(), tx -> {
            var old = existing(tx, id);
            var next = new UsageLimit(
                    id,
                    version + 1,
                    old.scope(),
                    old.kind(),
                    old.window(),
                    amount == null ? old.amount() : amount,
                    enabled == null ? old.enabled() : enabled,
                    old.createdAt());
            checkAmount(next.amount());
            if (!limits.update(tx, next)) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this limit since it was loaded.");
            }
            changed(tx, caller, "limit.changed", next);
            return use(caller, next);
        });
    }

    public void delete(Caller caller, LimitId id) {
        caller.require(Permission.MANAGE_BUDGETS);
        db.runInTenant(caller.tenant(), tx -> {
            var limit = existing(tx, id);
            limits.delete(tx, id);
            changed(tx, caller, "limit.deleted", limit);
        });
    }

    private LimitUse use(Caller caller, UsageLimit limit) {
        return standings.of(caller.tenant(), List.of(limit)).getFirst();
    }

    private UsageLimit existing(TenantTx tx, LimitId id) {
        return limits.find(tx, id)
                .orElseThrow(() -> new PlatformException(
                        GatewayError.LIMIT_NOT_FOUND, "There is no limit " + id + " in this tenant."));
    }

    private void changed(TenantTx tx, Caller caller, String action, UsageLimit limit) {
        changes.bump(tx, Limits.KIND);
        audit.record(
                tx,
                caller,
                AuditEvent.of(action, limit.id(), limit.words())
                        .with(Map.of(
                                "amount", String.valueOf(limit.amount()), "enabled", String.valueOf(limit.enabled()))));
    }
}
