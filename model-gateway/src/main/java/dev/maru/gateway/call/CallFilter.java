package dev.maru.gateway.call;

import dev.maru.core.id.ApiKeyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of a project to list; null leaves a part open.
 *
 * @param model the qualified name
 * @param text is looked for in the model, the prompt's name, the end user and the error
 */
public record CallFilter(
        @Nullable String model,
        @Nullable String promptName,
        @Nullable ApiKeyId apiKeyId,
        @Nullable CallOutcome outcome,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text) {
    public static final CallFilter ALL = new CallFilter(null, null, null, null, null, null, null);
}
