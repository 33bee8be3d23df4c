package dev.maru.gateway.call;

import dev.maru.core.id.RequestId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.call.CallStatsQuery.Figures;
import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What happened: the calls of a project. */
@Service
public class CallService {
    private static final int LONGEST_PAGE = 200;
    private static final int MOST_STEPS = 1_500;

    private final TenantDb db;
    private final CallQuery calls;
    private final CallStatsQuery stats;
    private final TracedCallQuery traced;
    private final Clock clock;
    private final String currency;

    CallService(
            TenantDb db,
            CallQuery calls,
            CallStatsQuery stats,
            TracedCallQuery traced,
            Clock clock,
            MaruSettings settings) {
        this.db = db;
        this.calls = calls;
        this.stats = stats;
        this.traced = traced;
        this.clock = clock;
        this.currency = settings.currency();
    }

    /** A page of the caller's project, newest first. */
    public Page<CallListItem> page(Caller caller, CallFilter filter, @Nullable Cursor after, int limit) {
        caller.require(Permission.READ_CALLS);
        var project = caller.requireProject();
        int size = Math.clamp(limit, 1, LONGEST_PAGE);
        var items = db.inTenant(caller.tenant(), tx -> calls.page(tx, project, filter, after, size));
        return Page.of(items, size, CallQuery::cursor);
    }

    /** One call; what was said in it only for those who may read that. */
    public CallDetail find(Caller caller, RequestId id) {
        caller.require(Permission.READ_CALLS);
        var project = caller.requireProject();
        var payload = caller.may(Permission.READ_PAYLOADS);
        var today = CallQuery.day(clock.instant());
        return db.inTenant(caller.tenant(), tx -> calls.find(tx, project, id, payload, today))
                .orElseThrow(() -> new PlatformException(
                        GatewayError.CALL_NOT_FOUND,
                        "There is no call " + id + " in this project; a call appears a moment after it ends."));
    }

    /** The calls of a trace, as far as the caller's project made them; the earliest, if there are very many. */
    public List<TracedCall> ofTrace(Caller caller, String traceId) {
        caller.require(Permission.READ_CALLS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> traced.ofTrace(tx, project, traceId));
    }

    /** Sums and percentiles of the caller's project from {@code from} (inclusive) to {@code to} (exclusive). */
    public CallStats stats(Caller caller, Instant from, Instant to, CallStats.Step step) {
        caller.require(Permission.READ_CALLS);
        var project = caller.requireProject();
        var unit = unit(step);
        if (!from.isBefore(to) || Duration.between(from, to).dividedBy(unit.getDuration()) > MOST_STEPS) {
            throw PlatformException.invalid("from", "before \"to\", and at most " + MOST_STEPS + " steps apart");
        }
        return db.inTenant(caller.tenant(), tx -> {
            var total = stats.total(tx, project, from, to);
            var steps = stats.steps(tx, project, from, to, unitName(step)).stream()
                    .collect(Collectors.toMap(CallStatsQuery.Step::from, CallStatsQuery.Step::figures));
            List<CallStats.Bucket> buckets = new ArrayList<>();
            for (var at = from.truncatedTo(unit); at.isBefore(to); at = at.plus(unit.getDuration())) {
                buckets.add(bucket(at, steps.getOrDefault(at, Figures.NONE)));
            }
            return new CallStats(
                    total.calls(),
                    total.errors(),
                    total.unpriced(),
                    total.tokens(),
                    total.cost(),
                    currency,
                    total.p50(),
                    total.p95(),
                    buckets);
        });
    }

    private static CallStats.Bucket bucket(Instant from, Figures figures) {
        return new CallStats.Bucket(
                from,
                figures.calls(),
                figures.errors(),
                figures.tokens(),
                figures.cost(),
                figures.p50(),
                figures.p95());
    }

    private static ChronoUnit unit(CallStats.Step step) {
        return switch (step) {
            case MINUTE -> ChronoUnit.MINUTES;
            case HOUR -> ChronoUnit.HOURS;
            case DAY -> ChronoUnit.DAYS;
        };
    }

    private static String unitName(CallStats.Step step) {
        return switch (step) {
            case MINUTE -> "minute";
            case HOUR -> "hour";
            case DAY -> "day";
        };
    }
}
