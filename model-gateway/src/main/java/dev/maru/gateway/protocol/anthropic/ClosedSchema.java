package dev.maru.gateway.protocol.anthropic;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A schema whose objects take no further properties: Anthropic asks that each of them says so. */
final class ClosedSchema {
    private static final String FURTHER = "additionalProperties";

    private ClosedSchema() {}

    static JsonNode of(JsonNode schema) {
        var copy = schema.deepCopy();
        close(copy);
        return copy;
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
