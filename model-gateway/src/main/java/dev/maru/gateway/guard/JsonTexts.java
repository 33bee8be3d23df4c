package dev.maru.gateway.guard;

import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON that a model or a tool wrote: every value in it is text that may be looked at, whatever its field is called. */
final class JsonTexts {
    private static final JsonMapper JSON = JsonMapper.shared();

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

    /** Changes the values below a node in place; returns what stands for the node itself. */
    static JsonNode values(JsonNode node, UnaryOperator<String> change) {
        switch (node) {
            case ObjectNode object -> {
                for (var field : object.properties()) {
                    field.setValue(values(field.getValue(), change));
                }
                return object;
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
