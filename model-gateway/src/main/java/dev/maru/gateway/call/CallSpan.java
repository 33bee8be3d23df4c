package dev.maru.gateway.call;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.spool.SpoolRecord.Closed;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The span of a call, in the names of OpenTelemetry's conventions for generative AI; no text of anybody stands in it. */
final class CallSpan {
    private final Span span;
    private final SpanContext parent;

    CallSpan(Span span, SpanContext parent) {
        this.span = span;
        this.parent = parent;
    }

    @Nullable
    String traceId() {
        var context = span.getSpanContext();
        return context.isValid() ? context.getTraceId() : null;
    }

    @Nullable
    String spanId() {
        var context = span.getSpanContext();
        return context.isValid() ? context.getSpanId() : null;
    }

    /** The span of the client that makes this call, null if it told of none. */
    @Nullable
    String parentSpanId() {
        return parent.isValid() ? parent.getSpanId() : null;
    }

    /** What to send to the provider, so that its own spans hang below this one. */
    Map<String, String> headers() {
        var context = span.getSpanContext();
        return context.isValid()
                ? Map.of(
                        "traceparent",
                        "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                                + context.getTraceFlags().asHex())
                : Map.of();
    }

    /** @param kind what speaks at the connection that answered, null if none was tried */
    void end(Closed closed, Operation operation, @Nullable ConnectionKind kind) {
        if (span.isRecording()) {
            describe(closed, operation, kind);
        }
        span.end();
    }

    private void describe(Closed closed, Operation operation, @Nullable ConnectionKind kind) {
        var call = closed.call();
        var name = GenAiNames.operation(operation);
        span.updateName(name + " " + call.requestedModel());
        span.setAttribute("gen_ai.operation.name", name);
        span.setAttribute("gen_ai.provider.name", GenAiNames.provider(kind));
        span.setAttribute("gen_ai.request.model", call.requestedModel());
        span.setAttribute("gen_ai.request.stream", call.streamed());
        text("gen_ai.response.model", closed.model());
        tokens(closed.tokens());
        if (call.streamed() && closed.firstTokenMs() != null) {
            span.setAttribute("gen_ai.response.time_to_first_chunk", closed.firstTokenMs() / 1_000.0);
        }
        text("gen_ai.conversation.id", call.sessionId());
        text("gen_ai.prompt.name", call.promptName());
        span.setAttribute("http.response.status_code", (long) closed.status());
        span.setAttribute("maru.request_id", call.requestId().toString());
        span.setAttribute("maru.tenant_id", call.tenant().toString());
        span.setAttribute("maru.project_id", call.project().toString());
        span.setAttribute("maru.attempts", (long) closed.attempts());
        text("maru.prompt.name", call.promptName());
        if (call.promptVersion() != null) {
            span.setAttribute("maru.prompt.version", (long) call.promptVersion());
        }
        if (closed.errorCode() != null) {
            span.setAttribute("error.type", closed.errorCode());
            span.setStatus(StatusCode.ERROR);
        }
    }

    /** Inclusive, as the conventions have it: those of caches are input, those of reasoning output. */
    private void tokens(TokenCounts tokens) {
        span.setAttribute("gen_ai.usage.input_tokens", tokens.allInput());
        span.setAttribute("gen_ai.usage.output_tokens", tokens.allOutput());
        some("gen_ai.usage.cache_read.input_tokens", tokens.cacheRead());
        some("gen_ai.usage.cache_creation.input_tokens", tokens.cacheWrite() + tokens.cacheWriteLong());
        some("gen_ai.usage.reasoning.output_tokens", tokens.reasoning());
    }

    private void some(String name, long count) {
        if (count > 0) {
            span.setAttribute(name, count);
        }
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            span.setAttribute(name, value);
        }
    }
}
