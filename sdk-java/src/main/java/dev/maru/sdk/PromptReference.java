package dev.maru.sdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names a registered prompt in a model call: Maru renders it in front of the messages and takes its config as defaults. Give
 * {@link #toMap()} to your OpenAI client as the additional body field {@code prompt}.
 *
 * @param label null with a null version means {@code production}
 * @param version a number from 1
 * @param variables texts, numbers, booleans, lists and maps
 * @param splitKey what decides the variant where a label is split
 */
public record PromptReference(
        String name,
        @Nullable String label,
        @Nullable Integer version,
        Map<String, @Nullable Object> variables,
        @Nullable String splitKey) {
    /** @throws IllegalArgumentException if label and version are both given */
    public PromptReference {
        if (label != null && version != null) {
            throw new IllegalArgumentException("name a label or a version of the prompt, not both");
        }
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** Whatever version the label names when the call arrives. */
    public static PromptReference label(String name, String label) {
        return new PromptReference(name, label, null, Map.of(), null);
    }

    public static PromptReference version(String name, int version) {
        return new PromptReference(name, null, version, Map.of(), null);
    }

    /**
     * Exactly the version that was fetched.
     *
     * @throws IllegalStateException for a fallback, which Maru does not have
     */
    public static PromptReference to(Prompt prompt) {
        if (prompt.isFallback()) {
            throw new IllegalStateException(
                    "Maru does not have the fallback of \"" + prompt.name() + "\"; send its text as messages");
        }
        return version(prompt.name(), prompt.version());
    }

    public PromptReference withVariables(Map<String, ? extends @Nullable Object> others) {
        return new PromptReference(name, label, version, new LinkedHashMap<>(others), splitKey);
    }

    public PromptReference withSplitKey(String other) {
        return new PromptReference(name, label, version, variables, other);
    }

    /** The value of {@code prompt} in the body of a model call. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", name);
        if (label != null) {
            map.put("label", label);
        }
        if (version != null) {
            map.put("version", version);
        }
        map.put("variables", variables);
        if (splitKey != null) {
            map.put("splitKey", splitKey);
        }
        return map;
    }
}
