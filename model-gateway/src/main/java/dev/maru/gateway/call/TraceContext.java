package dev.maru.gateway.call;

import dev.maru.core.id.Ids;
import dev.maru.gateway.spool.CallFacts;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The W3C trace context of a call: taken over from the client, passed on with a span of our own. */
record TraceContext(String traceId, String spanId) {
    private static final Pattern FORM = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");
    private static final String NO_TRACE = "0".repeat(32);

    /** Null if the client sent none, or one that is malformed. */
    static @Nullable TraceContext of(@Nullable String traceparent) {
        if (traceparent == null) {
            return null;
        }
        var parts = FORM.matcher(traceparent);
        if (!parts.matches() || parts.group(1).equals(NO_TRACE)) {
            return null;
        }
        return new TraceContext(
                parts.group(1), HexFormat.of().toHexDigits(Ids.timeOrdered().getLeastSignificantBits()));
    }

    /** What to send to the provider. */
    static Map<String, String> headers(CallFacts facts) {
        return facts.traceId() == null || facts.spanId() == null
                ? Map.of()
                : Map.of("traceparent", "00-" + facts.traceId() + "-" + facts.spanId() + "-01");
    }
}
