package dev.maru.prompts.http;

import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.Split;
import dev.maru.prompts.SplitGuard;
import dev.maru.prompts.SplitService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What goes over the wire about splits. */
final class SplitWire {
    private SplitWire() {}

    /** @param weight of 10,000 */
    record WireVariant(int version, int weight) {}

    record WireGuard(
            int minCalls,
            @Nullable Double maxErrorRateIncrease,
            @Nullable Double maxLatencyRatio,
            @Nullable Double maxCostRatio) {
        static @Nullable WireGuard of(@Nullable SplitGuard guard) {
            return guard == null
                    ? null
                    : new WireGuard(
                            guard.minCalls(),
                            guard.maxErrorRateIncrease(),
                            guard.maxLatencyRatio(),
                            guard.maxCostRatio());
        }

        SplitGuard guard() {
            return new SplitGuard(minCalls, maxErrorRateIncrease, maxLatencyRatio, maxCostRatio);
        }
    }

    record SplitRequest(
            @Nullable List<@Nullable WireVariant> variants,
            @Nullable Map<String, List<String>> conditions,
            @Nullable WireGuard guard) {
        SplitService.Plan plan(PromptLabel label) {
            return new SplitService.Plan(
                    label,
                    variants == null
                            ? List.of()
                            : variants.stream()
                                    .filter(Objects::nonNull)
                                    .map(variant -> new Split.Variant(variant.version(), variant.weight()))
                                    .toList(),
                    conditions == null ? Map.of() : conditions,
                    guard == null ? null : guard.guard());
        }
    }

    record SplitResponse(
            String id,
            String label,
            List<WireVariant> variants,
            Map<String, List<String>> conditions,
            @Nullable WireGuard guard,
            String state,
            String stateReason,
            String startedBy,
            Instant startedAt,
            @Nullable Instant endedAt) {
        static SplitResponse of(Split split) {
            return new SplitResponse(
                    split.id().toString(),
                    split.label().value(),
                    split.variants().stream()
                            .map(variant -> new WireVariant(variant.version(), variant.weight()))
                            .toList(),
                    split.conditions(),
                    WireGuard.of(split.guard()),
                    split.state().wireName(),
                    split.stateReason(),
                    split.startedBy(),
                    split.startedAt(),
                    split.endedAt());
        }
    }
}
