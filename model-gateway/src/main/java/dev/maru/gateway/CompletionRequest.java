package dev.maru.gateway;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion to run: the OpenAI request as bytes, and what stands around it.
 *
 * @param body is not copied; leave it unchanged
 * @param timeout null means the setting
 * @param traceparent a W3C trace context, or null
 */
public record CompletionRequest(
        byte[] body,
        Origin origin,
        Map<String, String> tags,
        @Nullable Duration timeout,
        @Nullable String traceparent,
        @Nullable String clientRequestId,
        @Nullable String sessionId) {
    public CompletionRequest {
        tags = Map.copyOf(tags);
    }

    public static CompletionRequest of(byte[] body, Origin origin) {
        return new CompletionRequest(body, origin, Map.of(), null, null, null, null);
    }
}
