package dev.maru.gateway.limit;

import dev.maru.core.id.LimitId;
import java.time.Duration;
import java.time.Instant;

/**
 * How much calls may use in any window of a length.
 *
 * @param window zero for {@link LimitKind#CONCURRENCY}
 */
public record UsageLimit(
        LimitId id,
        long version,
        LimitScope scope,
        LimitKind kind,
        Duration window,
        long amount,
        boolean enabled,
        Instant createdAt) {
    /** How the sentence begins that a refused caller reads. */
    String refusal() {
        return "The limit of " + words() + " is reached.";
    }

    /** For sentences: "60 requests a minute of this key". */
    String words() {
        return amount + " " + kind.words() + (window.isZero() ? "" : " in " + Durations.text(window)) + " of "
                + scope.words();
    }
}
