package dev.maru.gateway.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the spans of one request add to their trace.
 *
 * @param nameRank how much the name is worth: 0 the earliest span's, 1 the root's, 2 given by the application
 */
record TraceSummary(
        String traceId,
        String name,
        int nameRank,
        @Nullable String service,
        Instant startedAt,
        Instant endedAt,
        int spans,
        int errors,
        List<String> models,
        long inputTokens,
        long outputTokens,
        @Nullable String sessionId,
        @Nullable String endUser) {
    private static final int MOST_MODELS = 10;

    /** One for each trace, in the order of their ids. */
    static List<TraceSummary> of(List<ReceivedSpan> spans) {
        var traces = new TreeMap<String, List<ReceivedSpan>>();
        spans.forEach(span ->
                traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span));
        return traces.values().stream().map(TraceSummary::ofOne).toList();
    }

    private static TraceSummary ofOne(List<ReceivedSpan> spans) {
        var naming = spans.stream()
                .min(Comparator.comparing(TraceSummary::rank).reversed().thenComparing(ReceivedSpan::startedAt))
                .orElseThrow();
        var models = new TreeSet<String>();
        spans.forEach(span -> {
            if (span.model() != null && models.size() < MOST_MODELS) {
                models.add(span.model());
            }
        });
        return new TraceSummary(
                naming.traceId(),
                naming.traceName() == null ? naming.name() : naming.traceName(),
                rank(naming),
                naming.service(),
                spans.stream()
                        .map(ReceivedSpan::startedAt)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                spans.stream()
                        .map(ReceivedSpan::endedAt)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                spans.size(),
                Math.toIntExact(spans.stream()
                        .filter(span -> span.status() == SpanStatus.ERROR)
                        .count()),
                List.copyOf(models),
                tokens(spans, ReceivedSpan::inputTokens),
                tokens(spans, ReceivedSpan::outputTokens),
                first(spans, ReceivedSpan::sessionId),
                first(spans, ReceivedSpan::endUser));
    }

    private static int rank(ReceivedSpan span) {
        return span.traceName() != null ? 2 : span.parentSpanId() == null ? 1 : 0;
    }

    private static long tokens(List<ReceivedSpan> spans, Function<ReceivedSpan, @Nullable Long> count) {
        return spans.stream()
                .filter(span -> span.kind().usesTokens())
                .map(count)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }

    private static @Nullable String first(List<ReceivedSpan> spans, Function<ReceivedSpan, @Nullable String> value) {
        for (var span : spans) {
            var found = value.apply(span);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
