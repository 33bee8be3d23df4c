package dev.maru.gateway.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as a part of a trace.
 *
 * @param spanId its own
 * @param parentSpanId the client's, null if the client told of none
 */
public record TracedCall(
        CallListItem call,
        @Nullable String spanId,
        @Nullable String parentSpanId,
        List<CallDetail.Attempt> attempts) {
    public TracedCall {
        attempts = List.copyOf(attempts);
    }
}
