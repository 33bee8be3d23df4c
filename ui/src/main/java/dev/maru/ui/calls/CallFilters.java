package dev.maru.ui.calls;

import dev.maru.core.id.ApiKeyId;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallOutcome;
import dev.maru.ui.shell.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the filter of calls out of the page's address. */
final class CallFilters {
    private static final Map<String, Duration> SPANS = Map.of(
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7),
            "month", Duration.ofDays(30));

    static final List<String> RANGES = List.of("hour", "day", "week", "month");

    private CallFilters() {}

    static CallFilter of(Query query, Instant now) {
        return new CallFilter(
                query.get("model").orElse(null),
                query.get("prompt").orElse(null),
                key(query).orElse(null),
                outcome(query).orElse(null),
                query.get("range").map(SPANS::get).map(now::minus).orElse(null),
                null,
                query.get("q").orElse(null));
    }

    private static Optional<ApiKeyId> key(Query query) {
        try {
            return query.get("key").map(ApiKeyId::parse);
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Optional<CallOutcome> outcome(Query query) {
        return query.get("outcome")
                .flatMap(name -> List.of(CallOutcome.values()).stream()
                        .filter(outcome -> outcome.wireName().equals(name))
                        .findFirst());
    }
}
