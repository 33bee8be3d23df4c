package dev.maru.gateway.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The headers by which OpenAI's clients see how much is left. */
final class RateHeaders {
    private RateHeaders() {}

    static Map<String, String> of(List<LimitCounter> counters) {
        var headers = new HashMap<String, String>();
        add(headers, "requests", counters, kind -> kind == LimitKind.REQUESTS);
        add(headers, "tokens", counters, LimitKind::countsTokens);
        return headers;
    }

    /** Of several limits, the one with the smallest share left. */
    private static void add(
            Map<String, String> headers, String what, List<LimitCounter> counters, Predicate<LimitKind> kinds) {
        counters.stream()
                .filter(counter -> kinds.test(counter.limit().kind()))
                .min((a, b) -> Double.compare(share(a), share(b)))
                .ifPresent(counter -> {
                    headers.put(
                            "x-ratelimit-limit-" + what,
                            String.valueOf(counter.limit().amount()));
                    headers.put("x-ratelimit-remaining-" + what, String.valueOf(counter.left()));
                    headers.put("x-ratelimit-reset-" + what, Durations.text(Duration.ofMillis(counter.emptyMillis())));
                });
    }

    private static double share(LimitCounter counter) {
        return counter.limit().amount() == 0
                ? 0
                : (double) counter.left() / counter.limit().amount();
    }

    /** Seconds rounded up, and the same in milliseconds. */
    static Map<String, String> retryAfter(long millis) {
        return Map.of(
                "Retry-After", String.valueOf(Math.max(1, (millis + 999) / 1_000)),
                "retry-after-ms", String.valueOf(Math.max(1, millis)));
    }
}
