package dev.maru.gateway.call;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Begins the one span of each call. By hand, not through observations: those cost several times what proxying a call
 * costs; see docs/decisions/0004-call-path.md.
 */
@Component
class CallTracing {
    private static final String TRACEPARENT = "traceparent";

    private static final TextMapGetter<String> HEADER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals(TRACEPARENT) ? traceparent : null;
        }
    };

    private final Tracer tracer;

    CallTracing(ObjectProvider<OpenTelemetry> telemetry) {
        this.tracer = telemetry.getIfAvailable(OpenTelemetry::noop).getTracer("dev.maru.gateway");
    }

    /** @param traceparent the W3C trace context that the client sent; what is none begins a trace of its own */
    CallSpan begin(@Nullable String traceparent) {
        var parent = traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, HEADER);
        return new CallSpan(
                tracer.spanBuilder("chat")
                        .setParent(parent)
                        .setSpanKind(SpanKind.SERVER)
                        .startSpan(),
                Span.fromContext(parent).getSpanContext());
    }
}
