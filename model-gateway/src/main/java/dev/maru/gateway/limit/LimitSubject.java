package dev.maru.gateway.limit;

import java.util.Map;
import java.util.Set;

/**
 * A call as limits and budgets see it.
 *
 * @param models the qualified names of every model that may answer it
 * @param inputTokens an estimate
 * @param maxOutputTokens at most so many, unless the provider ignores its limits
 */
public record LimitSubject(Set<String> models, Map<String, String> tags, long inputTokens, long maxOutputTokens) {
    public LimitSubject {
        models = Set.copyOf(models);
        tags = Map.copyOf(tags);
    }
}
