package dev.maru.prompts.content;

import tools.jackson.databind.JsonNode;

/** An immutable JSON value in canonical form, so that equal content has equal bytes and an equal hash. */
public record JsonValue(String canonical) {
    public static final JsonValue EMPTY_OBJECT = new JsonValue("{}");

    public JsonValue {
        canonical = CanonicalJson.write(CanonicalJson.read(canonical));
    }

    public static JsonValue of(JsonNode node) {
        return new JsonValue(CanonicalJson.write(node));
    }

    /** A copy of one's own. */
    public JsonNode node() {
        return CanonicalJson.read(canonical);
    }

    /** Indented, for people. */
    public String pretty() {
        return CanonicalJson.pretty(node());
    }

    @Override
    public String toString() {
        return canonical;
    }
}
