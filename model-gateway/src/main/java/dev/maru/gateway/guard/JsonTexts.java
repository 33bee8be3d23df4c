package dev.maru.gateway.guard;

import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON that a model or a tool wrote: every name and value in it is text that may be looked at. */
final class JsonTexts {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    // Of two fields of one name a reader would see one; such a text is looked at as it stands.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private JsonTexts() {}

    /** The same JSON text with its values as {@code change} returns them; what is no JSON is taken as one text. */
    static String changed(String json, UnaryOperator<String> change) {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (JacksonException e) {
            return change.apply(json);
        }
        if (!tree.isContainer()) {
            return change.apply(json);
        }
        var before = tree.toString();
        var after = values(tree, change).toString();
        return after.equals(before) ? json : after;
    }

    /** Changes names and values below a node; returns what stands for the node itself. */
    static JsonNode values(JsonNode node, UnaryOperator<String> change) {
        switch (node) {
            case ObjectNode object -> {
                var after = JsonNodeFactory.instance.objectNode();
                for (var field : object.properties()) {
                    after.set(change.apply(field.getKey()), values(field.getValue(), change));
                }
                return after;
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, values(array.get(i), change));
                }
                return array;
            }
            default -> {
                if (!node.isString() && !node.isNumber()) {
                    return node;
                }
                var text = node.asString();
                var changed = change.apply(text);
                return changed.equals(text) ? node : JsonNodeFactory.instance.stringNode(changed);
            }
        }
    }
}
