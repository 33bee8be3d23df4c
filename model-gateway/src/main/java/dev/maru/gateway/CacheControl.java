package dev.maru.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of the cache, in the words of HTTP's own header.
 *
 * @param asked whether it said anything at all
 * @param read whether a kept answer is welcome
 * @param store whether this call's answer may be kept
 * @param maxAge how old a kept answer may be, null as old as the project says
 * @param onlyIfCached whether a model must not be asked
 */
public record CacheControl(
        boolean asked,
        boolean read,
        boolean store,
        @Nullable Duration maxAge,
        boolean onlyIfCached) {
    /** For a call that says nothing. */
    public static final CacheControl UNSAID = new CacheControl(false, true, true, null, false);
}
