package dev.maru.gateway.trace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One trace in a list: what its spans say as far as they have come in.
 *
 * @param inputTokens of its requests to models; what spans above them repeat is left out
 */
public record TraceListItem(
        String traceId,
        String name,
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
    public TraceListItem {
        models = List.copyOf(models);
    }

    public boolean failed() {
        return errors > 0;
    }
}
