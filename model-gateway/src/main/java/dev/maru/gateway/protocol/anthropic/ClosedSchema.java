package dev.maru.gateway.protocol.anthropic;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A schema whose objects take no further properties: Anthropic asks that each of them says so. */
public final class ClosedSchema {
    private static final String FURTHER = "additionalProperties";

    private ClosedSchema() {}

    public static JsonNode of(JsonNode schema) {
        var copy = schema.deepCopy();
        close(copy);
        return copy;
    }

    /** Whether OpenAI takes the schema as a strict one: closed, and with every property required. */
    static boolean isStrict(JsonNode schema) {
        if (schema.path("type").asString("").equals("object")) {
            var open = !schema.path(FURTHER).isBoolean() || schema.path(FURTHER).booleanValue();
            if (open
                    || schema.path("properties").size()
                            != schema.path("required").size()) {
                return false;
            }
        }
        return schema.valueStream().allMatch(ClosedSchema::isStrict);
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asString("").equals("object")
                && !object.has(FURTHER)) {
            object.put(FURTHER, false);
        }
        node.forEach(ClosedSchema::close);
    }
}
