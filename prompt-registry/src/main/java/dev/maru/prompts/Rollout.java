package dev.maru.prompts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a version that is requested reaches a share of the callers before it reaches all of them; see {@link Split}.
 *
 * @param weight of 10,000
 */
public record Rollout(
        int weight,
        Map<String, List<String>> conditions,
        @Nullable SplitGuard guard) {
    public Rollout {
        conditions = Map.copyOf(conditions);
    }

    SplitService.Plan plan(PromptLabel label, int version) {
        return new SplitService.Plan(label, List.of(new Split.Variant(version, weight)), conditions, guard);
    }
}
