package dev.maru.gateway.route;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What only a look into the messages tells; it costs time, so it is taken only for routes that go by it.
 *
 * @param language null if there is no text
 */
public record Inside(Set<String> modalities, @Nullable String language, ReasoningNeed need) {
    public static final Inside UNSEEN = new Inside(Set.of(), null, new ReasoningNeed(0, List.of("not looked at")));

    public Inside {
        modalities = Set.copyOf(modalities);
    }

    private static final ReasoningNeed UNSCORED = new ReasoningNeed(0, List.of("not looked at"));

    /** Whether a plan goes by anything inside the messages. */
    public static boolean lookedAt(RoutePlan plan) {
        return plan.order() == RoutePlan.Order.BY_NEED
                || plan.targets().stream()
                        .flatMap(target -> target.when().stream())
                        .anyMatch(condition -> switch (condition.subject()) {
                            case LANGUAGE, MODALITY, NEED -> true;
                            case TAG, PLAN, INPUT_TOKENS, FEATURE -> false;
                        });
    }

    private static boolean scored(RoutePlan plan) {
        return plan.order() == RoutePlan.Order.BY_NEED
                || plan.targets().stream()
                        .flatMap(target -> target.when().stream())
                        .anyMatch(condition -> condition.subject() == Condition.Subject.NEED);
    }

    /** @param effort the reasoning effort that the client asked for, null if it did not */
    public static Inside of(
            RoutePlan plan,
            Set<String> modalities,
            String lastUserText,
            long inputTokens,
            boolean tools,
            boolean structured,
            @Nullable String effort) {
        return new Inside(
                modalities,
                Scripts.language(lastUserText),
                scored(plan) ? NeedScorer.score(lastUserText, inputTokens, tools, structured, effort) : UNSCORED);
    }
}
