package dev.maru.prompts;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.call.VersionUsage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a split ends by itself: a variant is compared with the label's own version over the calls since the split began.
 * Limits that are null are not looked at.
 *
 * @param minCalls how many calls each side must have before anything is decided
 * @param maxErrorRateIncrease in points of 1: 0.05 allows five in a hundred more; beyond it the difference must also be
 *     unlikely by chance (one-sided two-proportion z-test at 1 %)
 * @param maxLatencyRatio of the 95th percentiles of whole durations
 * @param maxCostRatio of the mean cost of the calls that have a price
 */
public record SplitGuard(
        int minCalls,
        @Nullable Double maxErrorRateIncrease,
        @Nullable Double maxLatencyRatio,
        @Nullable Double maxCostRatio) {
    /** Of the standard normal distribution at 99 %. */
    private static final double Z_ONE_PERCENT = 2.326;

    public SplitGuard {
        if (minCalls < 1 || minCalls > 1_000_000) {
            throw PlatformException.invalid("guard.minCalls", "use 1 to 1,000,000");
        }
        requireRange("guard.maxErrorRateIncrease", maxErrorRateIncrease, 0, 1);
        requireRange("guard.maxLatencyRatio", maxLatencyRatio, 1, 100);
        requireRange("guard.maxCostRatio", maxCostRatio, 1, 100);
        if (maxErrorRateIncrease == null && maxLatencyRatio == null && maxCostRatio == null) {
            throw PlatformException.invalid("guard", "give a limit, or no guard");
        }
    }

    private static void requireRange(String field, @Nullable Double value, double least, double most) {
        if (value != null && !(value >= least && value <= most)) {
            throw PlatformException.invalid(field, "use " + least + " to " + most);
        }
    }

    /** Why a variant must go, empty if it may stay. */
    Optional<String> verdict(VersionUsage control, VersionUsage variant) {
        if (control.calls() < minCalls || variant.calls() < minCalls) {
            return Optional.empty();
        }
        return errors(control, variant).or(() -> latency(control, variant)).or(() -> cost(control, variant));
    }

    private Optional<String> errors(VersionUsage control, VersionUsage variant) {
        if (maxErrorRateIncrease == null) {
            return Optional.empty();
        }
        double before = rate(control);
        double now = rate(variant);
        double pooled = (double) (control.errors() + variant.errors()) / (control.calls() + variant.calls());
        double deviation = Math.sqrt(pooled * (1 - pooled) * (1.0 / control.calls() + 1.0 / variant.calls()));
        return now - before > maxErrorRateIncrease && now - before > Z_ONE_PERCENT * deviation
                ? Optional.of("%.1f %% of the calls of version %d fail, %.1f %% of those of version %d"
                        .formatted(100 * now, variant.version(), 100 * before, control.version()))
                : Optional.empty();
    }

    private Optional<String> latency(VersionUsage control, VersionUsage variant) {
        if (maxLatencyRatio == null || control.p95() == null || variant.p95() == null || control.p95() == 0) {
            return Optional.empty();
        }
        return (double) variant.p95() / control.p95() > maxLatencyRatio
                ? Optional.of("95 of 100 calls of version %d take up to %d ms, those of version %d up to %d ms"
                        .formatted(variant.version(), variant.p95(), control.version(), control.p95()))
                : Optional.empty();
    }

    private Optional<String> cost(VersionUsage control, VersionUsage variant) {
        var before = control.meanCost();
        var now = variant.meanCost();
        if (maxCostRatio == null || before == null || now == null || before.signum() == 0) {
            return Optional.empty();
        }
        return now.compareTo(before.multiply(BigDecimal.valueOf(maxCostRatio))) > 0
                ? Optional.of("a call of version %d costs %s on average, one of version %d %s"
                        .formatted(
                                variant.version(),
                                now.round(new MathContext(3)).toPlainString(),
                                control.version(),
                                before.round(new MathContext(3)).toPlainString()))
                : Optional.empty();
    }

    private static double rate(VersionUsage usage) {
        return (double) usage.errors() / usage.calls();
    }
}
