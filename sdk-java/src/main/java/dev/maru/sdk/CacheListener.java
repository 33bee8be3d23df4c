package dev.maru.sdk;

import org.jspecify.annotations.Nullable;

/**
 * Hears of every event as it happens, to feed a metrics library or a log. It is called on the thread that caused the event
 * and must not wait.
 */
@FunctionalInterface
public interface CacheListener {
    /**
     * Something happened.
     *
     * @param prompt the name of the prompt
     * @param cause what went wrong, for {@link CacheEvent#ERROR} and {@link CacheEvent#NOT_FOUND}
     */
    void on(CacheEvent event, String prompt, @Nullable Throwable cause);
}
