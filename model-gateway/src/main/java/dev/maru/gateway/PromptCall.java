package dev.maru.gateway;

import dev.maru.core.problem.PlatformException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code prompt} of a model call: which registered prompt to render in front of the messages.
 *
 * @param label null with a null version means the default label
 * @param variables as parsed from JSON: strings, numbers, booleans, lists, maps and nulls
 * @param splitKey what decides the variant where a label is split
 * @param attributes what the conditions of splits look at: the tags of the call
 */
public record PromptCall(
        String name,
        @Nullable String label,
        @Nullable Integer version,
        Map<String, @Nullable Object> variables,
        @Nullable String splitKey,
        Map<String, String> attributes) {
    public PromptCall {
        if (label != null && version != null) {
            throw PlatformException.invalid("prompt", "give a label or a version, not both");
        }
        attributes = Map.copyOf(attributes);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** With what the call around it says: its end user stands in for a key that was not given. */
    public PromptCall in(@Nullable String endUser, Map<String, String> tags) {
        return new PromptCall(name, label, version, variables, splitKey == null ? endUser : splitKey, tags);
    }
}
