package dev.maru.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.maru.gateway.http.CallWire.WireAttempt;
import dev.maru.gateway.http.CallWire.WireCall;
import dev.maru.gateway.trace.TraceDetail;
import dev.maru.gateway.trace.TraceListItem;
import dev.maru.gateway.trace.TraceNode;
import dev.maru.gateway.trace.TraceRow;
import dev.maru.gateway.trace.TraceSpan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Traces on the wire. */
final class TraceWire {
    private static final JsonMapper JSON = JsonMapper.shared();

    private TraceWire() {}

    record WireTrace(
            String traceId,
            String name,
            @Nullable String service,
            Instant startedAt,
            Instant endedAt,
            String status,
            int spans,
            int errors,
            List<String> models,
            long inputTokens,
            long outputTokens,
            @Nullable String sessionId,
            @Nullable String endUser) {
        static WireTrace of(TraceListItem trace) {
            return new WireTrace(
                    trace.traceId(),
                    trace.name(),
                    trace.service(),
                    trace.startedAt(),
                    trace.endedAt(),
                    trace.failed() ? "error" : "ok",
                    trace.spans(),
                    trace.errors(),
                    trace.models(),
                    trace.inputTokens(),
                    trace.outputTokens(),
                    trace.sessionId(),
                    trace.endUser());
        }
    }

    record WireTraces(List<WireTrace> items, @Nullable String nextCursor) {}

    record WireContent(@Nullable String input, @Nullable String output, JsonNode other, boolean truncated) {
        static @Nullable WireContent of(TraceSpan.@Nullable Content content) {
            return content == null
                    ? null
                    : new WireContent(
                            content.input(), content.output(), JSON.readTree(content.other()), content.truncated());
        }
    }

    record WireSpan(
            String name,
            String kind,
            @Nullable String service,
            String status,
            @Nullable String statusMessage,
            @Nullable String model,
            @Nullable String provider,
            @Nullable Long inputTokens,
            @Nullable Long outputTokens,
            @Nullable String sessionId,
            @Nullable String endUser,
            @Nullable String promptName,
            @Nullable Integer promptVersion,
            JsonNode attributes,
            JsonNode events,
            @Nullable WireContent content) {
        static WireSpan of(TraceSpan span) {
            return new WireSpan(
                    span.name(),
                    span.kind().wireName(),
                    span.service(),
                    span.status().wireName(),
                    span.statusMessage(),
                    span.model(),
                    span.provider(),
                    span.inputTokens(),
                    span.outputTokens(),
                    span.sessionId(),
                    span.endUser(),
                    span.promptName(),
                    span.promptVersion(),
                    JSON.readTree(span.attributes()),
                    JSON.readTree(span.events()),
                    WireContent.of(span.content()));
        }
    }

    /** A row is one of three: {@code type} says which of the last three fields it has. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WireRow(
            String type,
            String id,
            @Nullable String parentId,
            int depth,
            Instant startedAt,
            long durationUs,
            @Nullable WireSpan span,
            @Nullable WireCall call,
            @Nullable WireAttempt attempt) {
        static WireRow of(TraceRow row) {
            return switch (row.node()) {
                case TraceNode.Application application -> of("span", row, WireSpan.of(application.span()), null, null);
                case TraceNode.Call call ->
                    of("call", row, null, WireCall.of(call.call().call()), null);
                case TraceNode.Attempt attempt -> of("attempt", row, null, null, WireAttempt.of(attempt.attempt()));
            };
        }

        private static WireRow of(
                String type,
                TraceRow row,
                @Nullable WireSpan span,
                @Nullable WireCall call,
                @Nullable WireAttempt attempt) {
            var node = row.node();
            return new WireRow(
                    type,
                    node.id(),
                    row.parentId(),
                    row.depth(),
                    node.startedAt(),
                    node.durationUs(),
                    span,
                    call,
                    attempt);
        }
    }

    record WireTraceDetail(WireTrace trace, List<WireRow> rows, boolean truncated) {
        static WireTraceDetail of(TraceDetail detail) {
            return new WireTraceDetail(
                    WireTrace.of(detail.trace()),
                    detail.rows().stream().map(WireRow::of).toList(),
                    detail.truncated());
        }
    }
}
