package dev.maru.sdk;

import org.jspecify.annotations.Nullable;

/** Maru has no such prompt, label or version, or the prompt is archived. */
public final class PromptNotFoundException extends MaruException {
    PromptNotFoundException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
