package dev.maru.ui.traces;

import dev.maru.gateway.trace.TraceFilter;
import dev.maru.ui.shell.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the filter of traces out of the page's address. */
final class TraceFilters {
    private static final Map<String, Duration> SPANS = Map.of(
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7),
            "month", Duration.ofDays(30));

    static final List<String> RANGES = List.of("hour", "day", "week", "month");
    static final List<String> STATUSES = List.of("ok", "error");
    /** What links narrow the list to. */
    static final List<String> NARROWINGS = List.of("service", "model", "session", "user");

    private TraceFilters() {}

    static TraceFilter of(Query query, Instant now) {
        return new TraceFilter(
                null,
                query.get("session").orElse(null),
                query.get("user").orElse(null),
                query.get("model").orElse(null),
                query.get("service").orElse(null),
                failed(query.get("status", "")),
                query.get("range").map(SPANS::get).map(now::minus).orElse(null),
                null,
                query.get("q").orElse(null));
    }

    private static @Nullable Boolean failed(String status) {
        return STATUSES.contains(status) ? Boolean.valueOf(status.equals("error")) : null;
    }
}
