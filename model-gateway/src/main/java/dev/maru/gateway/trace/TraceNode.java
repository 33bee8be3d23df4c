package dev.maru.gateway.trace;

import dev.maru.core.id.RequestId;
import dev.maru.gateway.call.CallDetail;
import dev.maru.gateway.call.TracedCall;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Anything that happened in a trace. */
public sealed interface TraceNode {
    /** Unique in its trace. */
    String id();

    /** Of what it happened in, null if that is not known; it need not be in the trace. */
    @Nullable
    String parentId();

    Instant startedAt();

    long durationUs();

    boolean failed();

    /** What an application did, in its own words. */
    record Application(TraceSpan span) implements TraceNode {
        @Override
        public String id() {
            return span.spanId();
        }

        @Override
        public @Nullable String parentId() {
            return span.parentSpanId();
        }

        @Override
        public Instant startedAt() {
            return span.startedAt();
        }

        @Override
        public long durationUs() {
            return span.durationUs();
        }

        @Override
        public boolean failed() {
            return span.status() == SpanStatus.ERROR;
        }
    }

    /** A model call that went through this gateway. */
    record Call(TracedCall call, @Nullable String parentId) implements TraceNode {
        @Override
        public String id() {
            return call.call().id().toString();
        }

        @Override
        public Instant startedAt() {
            return call.call().startedAt();
        }

        @Override
        public long durationUs() {
            return TimeUnit.MILLISECONDS.toMicros(call.call().durationMs());
        }

        @Override
        public boolean failed() {
            return call.call().errorCode() != null;
        }
    }

    /** One try of a model call at one connection. */
    record Attempt(RequestId call, CallDetail.Attempt attempt) implements TraceNode {
        @Override
        public String id() {
            return call + "/" + attempt.number();
        }

        @Override
        public String parentId() {
            return call.toString();
        }

        @Override
        public Instant startedAt() {
            return attempt.dispatchedAt();
        }

        @Override
        public long durationUs() {
            var millis = attempt.durationMs();
            return millis == null ? 0 : TimeUnit.MILLISECONDS.toMicros(millis);
        }

        @Override
        public boolean failed() {
            return attempt.errorCode() != null;
        }
    }
}
