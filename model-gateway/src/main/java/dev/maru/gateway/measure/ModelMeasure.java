package dev.maru.gateway.measure;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What attempts at a model, or by a connection, were like in a span of time. Null: nothing to measure.
 *
 * @param name the model's qualified name, or the connection's short one
 * @param errorRate share of attempts that ended in an error; those that the client left are none
 * @param uptime share of the minutes with attempts in which none failed by the provider: not reached, or answered 5xx
 * @param outputPerSecond tokens after the first one, in the time after it
 * @param steps the same over time; steps without attempts are left out
 */
public record ModelMeasure(
        String name,
        long attempts,
        @Nullable Double errorRate,
        @Nullable Double uptime,
        @Nullable Long p50Ms,
        @Nullable Long p95Ms,
        @Nullable Long firstTokenP50Ms,
        @Nullable Long firstTokenP95Ms,
        @Nullable Double outputPerSecond,
        List<Step> steps) {
    public ModelMeasure {
        steps = List.copyOf(steps);
    }

    /** One hour. */
    public record Step(
            Instant from,
            long attempts,
            long errors,
            @Nullable Long p50Ms,
            @Nullable Long p95Ms) {}
}
