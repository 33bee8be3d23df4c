package dev.maru.gateway.call;

import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.route.RoutePlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a call waits, and for what.
 *
 * @param firstOutput from the dispatch of an attempt to its first output; for an answer in one piece, to its beginning
 * @param idle between two pieces of an answer
 * @param total for the call as a whole
 * @param retryAfter at most, for a provider that asks to come back later when nobody else is left to ask
 */
record Patience(Duration firstOutput, Duration idle, Duration total, Duration retryAfter) {
    static Patience of(GatewaySettings settings, @Nullable RoutePlan plan, boolean stream, @Nullable Duration asked) {
        var first = stream ? settings.firstByteTimeout() : settings.wholeAnswerTimeout();
        var limit = asked == null ? settings.totalTimeout() : asked;
        if (plan == null) {
            return new Patience(first, settings.idleTimeout(), limit, Duration.ZERO);
        }
        var total = plan.totalMs() == null || asked != null ? limit : Duration.ofMillis(plan.totalMs());
        return new Patience(
                plan.firstTokenMs() == null ? first : Duration.ofMillis(plan.firstTokenMs()),
                plan.idleMs() == null ? settings.idleTimeout() : Duration.ofMillis(plan.idleMs()),
                total,
                Duration.ofMillis(plan.patienceMs()));
    }
}
