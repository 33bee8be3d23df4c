package dev.maru.prompts.content;

/** Model, parameters, tools and free extras that belong to a version; known fields are checked, others kept. */
public record PromptConfig(JsonValue json) {
    public static final PromptConfig EMPTY = new PromptConfig(JsonValue.EMPTY_OBJECT);

    public PromptConfig {
        PromptConfigRules.check(json);
    }

    /** Reads JSON that a person wrote. */
    public static PromptConfig parse(String json) {
        return new PromptConfig(CanonicalJson.parse("config", json));
    }
}
