package dev.maru.prompts;

import tools.jackson.databind.JsonNode;

/** The JSON form of bodies, the same in the database, on the wire and under the hash. */
public final class PromptJson {
    private PromptJson() {}

    /** A JSON text for a text prompt, an array for a chat prompt. */
    public static JsonNode write(PromptBody body) {
        throw new UnsupportedOperationException();
    }

    /** Reads what {@link #write} writes; errors name the field below {@code prompt}. */
    public static PromptBody read(PromptKind kind, JsonNode json) {
        throw new UnsupportedOperationException();
    }

    static String content(PromptBody body, PromptConfig config) {
        throw new UnsupportedOperationException();
    }
}
