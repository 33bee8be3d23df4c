package dev.maru.gateway.route;

import dev.maru.gateway.ledger.TokenCounter;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A made-up call to try a route with.
 *
 * @param inputTokens null: counted from the text
 * @param failures what happens at a target, by its name as the route has it
 * @param seed the same one makes the same choice by chance
 */
public record SampleCall(
        String text,
        @Nullable Long inputTokens,
        Set<String> modalities,
        Set<String> features,
        Map<String, String> tags,
        @Nullable String endUser,
        @Nullable String effort,
        Map<String, FailureClass> failures,
        long seed) {
    private static final long USUAL_OUTPUT = 1_024;

    public SampleCall {
        modalities = Set.copyOf(modalities);
        features = Set.copyOf(features);
        tags = Map.copyOf(tags);
        failures = Map.copyOf(failures);
    }

    CallTraits traits(RoutePlan plan) {
        var tokens = inputTokens == null ? TokenCounter.count(text) : inputTokens;
        var inside = Inside.lookedAt(plan)
                ? Inside.of(
                        plan,
                        modalities.isEmpty() ? Set.of("text") : modalities,
                        text,
                        tokens,
                        features.contains("tools"),
                        features.contains("structured-output"),
                        effort)
                : Inside.UNSEEN;
        return new CallTraits(
                tags,
                null,
                tokens,
                USUAL_OUTPUT,
                inside.modalities(),
                inside.language(),
                features,
                plan.order() == RoutePlan.Order.PREFIX && !text.isEmpty() ? text : null,
                endUser == null ? Map.of() : Map.of("user", endUser),
                inside.need());
    }
}
