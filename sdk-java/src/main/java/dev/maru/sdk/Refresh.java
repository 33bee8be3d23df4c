package dev.maru.sdk;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request for one key, on which any number of callers may wait. */
final class Refresh {
    private final PromptKey key;
    private final @Nullable Copy known;
    private final CompletableFuture<CacheEntry> done = new CompletableFuture<>();

    /** Whether Maru told of a change after the request was sent; under the lock of the cache. */
    boolean isOvertaken;

    /** @param known the copy that Maru is asked about, null if the whole answer is needed */
    Refresh(PromptKey key, @Nullable Copy known) {
        this.key = key;
        this.known = known;
    }

    PromptKey key() {
        return key;
    }

    @Nullable
    Copy known() {
        return known;
    }

    /** Holds what is known afterwards; it never fails. */
    CompletableFuture<CacheEntry> done() {
        return done;
    }
}
