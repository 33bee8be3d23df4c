package dev.maru.gateway;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call to run: its body as bytes, and what stands around it.
 *
 * @param body is not copied; leave it unchanged
 * @param timeout null means the setting
 * @param traceparent a W3C trace context, or null
 */
public record CompletionRequest(
        CallForm form,
        byte[] body,
        Origin origin,
        Map<String, String> tags,
        @Nullable Duration timeout,
        @Nullable String traceparent,
        @Nullable String clientRequestId,
        @Nullable String sessionId,
        CacheControl cache) {
    public CompletionRequest {
        tags = Map.copyOf(tags);
    }

    /** A chat completion in OpenAI's form. */
    public static CompletionRequest of(byte[] body, Origin origin) {
        return new CompletionRequest(
                CallForm.CHAT, body, origin, Map.of(), null, null, null, null, CacheControl.UNSAID);
    }
}
