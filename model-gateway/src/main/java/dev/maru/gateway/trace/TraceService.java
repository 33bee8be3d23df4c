package dev.maru.gateway.trace;

import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.page.Paging;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.call.TracedCall;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The traces of a project: what its applications did, and the calls that they made of this gateway meanwhile. */
@Service
public class TraceService {
    private static final int MOST_SPANS = 2_000;

    private final TenantDb db;
    private final TraceQuery traces;
    private final CallService calls;
    private final Clock clock;

    TraceService(TenantDb db, TraceQuery traces, CallService calls, Clock clock) {
        this.db = db;
        this.traces = traces;
        this.calls = calls;
        this.clock = clock;
    }

    /** A page of the caller's project, newest first. */
    public Page<TraceListItem> page(Caller caller, TraceFilter filter, @Nullable Cursor after, int limit) {
        caller.require(Permission.READ_CALLS);
        var project = caller.requireProject();
        int size = Paging.limit(limit);
        var items = db.inTenant(caller.tenant(), tx -> traces.page(tx, project, filter, after, size));
        return Page.of(items, size, TraceQuery::cursor);
    }

    /** One trace as a tree; what was said in it only for those who may read that. */
    public TraceDetail find(Caller caller, String id) {
        caller.require(Permission.READ_CALLS);
        var project = caller.requireProject();
        var traceId = id.toLowerCase(Locale.ROOT);
        var today = TraceQuery.day(clock.instant());
        return db.inTenant(caller.tenant(), tx -> {
            var made = calls.ofTrace(caller, traceId);
            var known = traces.find(tx, project, traceId);
            if (known.isEmpty() && made.isEmpty()) {
                throw new PlatformException(
                        GatewayError.TRACE_NOT_FOUND,
                        "There is no trace " + id + " in this project; it appears with its first span or call.");
            }
            if (known.isEmpty()) {
                return new TraceDetail(ofCalls(traceId, made), TraceTree.of(List.of(), made), false);
            }
            Map<String, TraceSpan.Content> said = caller.may(Permission.READ_PAYLOADS)
                    ? traces.contents(tx, project, traceId, today, MOST_SPANS)
                    : Map.of();
            var spans = traces.spans(tx, project, known.get(), said, MOST_SPANS);
            var shown = spans.subList(0, Math.min(spans.size(), MOST_SPANS));
            return new TraceDetail(known.get(), TraceTree.of(shown, made), spans.size() > MOST_SPANS);
        });
    }

    /** The trace of an application that sends none of its spans. */
    private static TraceListItem ofCalls(String traceId, List<TracedCall> calls) {
        var first = calls.getFirst().call();
        Instant end = calls.stream()
                .map(traced ->
                        traced.call().startedAt().plusMillis(traced.call().durationMs()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new TraceListItem(
                traceId,
                first.requestedModel(),
                null,
                first.startedAt(),
                end,
                0,
                Math.toIntExact(calls.stream()
                        .filter(traced -> traced.call().errorCode() != null)
                        .count()),
                calls.stream()
                        .map(traced -> traced.call().model())
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .distinct()
                        .toList(),
                calls.stream()
                        .mapToLong(traced -> traced.call().tokens().allInput())
                        .sum(),
                calls.stream()
                        .mapToLong(traced -> traced.call().tokens().allOutput())
                        .sum(),
                null,
                null);
    }
}
