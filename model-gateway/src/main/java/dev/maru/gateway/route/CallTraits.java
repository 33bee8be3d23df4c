package dev.maru.gateway.route;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What routes look at in a call.
 *
 * @param plan of the tenant, null if it has none
 * @param inputTokens an estimate
 * @param maxOutputTokens as asked, or what is usual
 * @param language by the script of the last user message, null if there is no text
 * @param features tools, structured-output, stream
 * @param prefix how the prompt begins, for routes that go by it; null: not looked at, or there is nothing
 * @param stickyKeys the values that a sticky choice may go by: user, session
 */
public record CallTraits(
        Map<String, String> tags,
        @Nullable String plan,
        long inputTokens,
        long maxOutputTokens,
        Set<String> modalities,
        @Nullable String language,
        Set<String> features,
        @Nullable String prefix,
        Map<String, String> stickyKeys,
        ReasoningNeed need) {
    public CallTraits {
        tags = Map.copyOf(tags);
        modalities = Set.copyOf(modalities);
        features = Set.copyOf(features);
        stickyKeys = Map.copyOf(stickyKeys);
    }

    @Nullable
    String stickyValue(@Nullable String by) {
        if (by == null) {
            return null;
        }
        return by.startsWith("tag:") ? tags.get(by.substring("tag:".length())) : stickyKeys.get(by);
    }
}
