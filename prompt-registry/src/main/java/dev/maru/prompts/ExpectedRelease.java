package dev.maru.prompts;

import org.jspecify.annotations.Nullable;

/** What the author of a release saw live; something else live by now makes the release stale. */
public sealed interface ExpectedRelease {
    /** Release whatever is live. */
    record Anything() implements ExpectedRelease {}

    /**
     * Only what the author saw.
     *
     * @param version what the label named, null if there was no such label
     */
    record Exactly(@Nullable Integer version) implements ExpectedRelease {}

    static ExpectedRelease anything() {
        return new Anything();
    }

    static ExpectedRelease exactly(@Nullable Integer version) {
        return new Exactly(version);
    }
}
