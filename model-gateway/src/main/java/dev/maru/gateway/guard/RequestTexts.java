package dev.maru.gateway.guard;

import dev.maru.gateway.protocol.ModelRequest.Role;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks the texts of a request in any client's form. Names, ids, addresses, pictures, signatures and what a provider
 * encrypted are no texts; every other string is, so what a protocol adds tomorrow is looked at too.
 */
final class RequestTexts {
    private static final Set<String> NO_TEXT = Set.of(
            "id",
            "type",
            "role",
            "name",
            "status",
            "model",
            "url",
            "image_url",
            "file_url",
            "file_data",
            "file_id",
            "data",
            "detail",
            "format",
            "media_type",
            "mime_type",
            "signature",
            "thought_signature",
            "encrypted_content",
            "cache_control",
            "call_id",
            "tool_call_id",
            "tool_use_id",
            "phase");
    private static final Set<String> SEALED = Set.of("thinking", "redacted_thinking", "reasoning", "compaction");

    private static final Set<String> THOUGHTS = Set.of("thinking", "summary", "encrypted_content", "data", "signature");

    private final Change change;
    private boolean changed;

    RequestTexts(Change change) {
        this.change = change;
    }

    /** Sees each text with who says it, and returns what is to stand there. */
    interface Change {
        String text(Role role, String text);
    }

    boolean changed() {
        return changed;
    }

    /** Changes the texts below a node in place; returns what stands for the node itself. */
    JsonNode walk(JsonNode node, Role role) {
        switch (node) {
            case ObjectNode object -> {
                object(object, role(object, role));
                return object;
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, walk(array.get(i), role));
                }
                return array;
            }
            default -> {
                return node.isString() ? text(node, role) : node;
            }
        }
    }

    private void object(ObjectNode object, Role role) {
        var type = object.path("type").asString("");
        if (SEALED.contains(type) && !object.has("role")) {
            sealed(object, type, role);
            return;
        }
        for (var field : object.properties()) {
            var value = field.getValue();
            switch (field.getKey()) {
                case "arguments" -> field.setValue(arguments(value, role));
                case "input" -> field.setValue(value.isString() ? text(value, role) : values(value, role));
                case "thinking_blocks", "reasoning_details", "extra_content", "source" -> {
                    if (value.path("type").asString("").equals("text") || value.has("content")) {
                        field.setValue(source(value, role));
                    }
                }
                default -> {
                    if (!NO_TEXT.contains(field.getKey())) {
                        field.setValue(walk(value, role));
                    }
                }
            }
        }
    }

    /** Thoughts must go back to the provider as they came; whatever else stands beside them is text like any other. */
    private void sealed(ObjectNode object, String type, Role role) {
        for (var field : object.properties()) {
            var own = THOUGHTS.contains(field.getKey())
                    || type.equals("reasoning") && field.getKey().equals("content");
            if (!own && !NO_TEXT.contains(field.getKey())) {
                field.setValue(walk(field.getValue(), role));
            }
        }
    }

    /** A document that is plain text has it where others have bytes. */
    private JsonNode source(JsonNode source, Role role) {
        if (source instanceof ObjectNode object && object.path("data").isString()) {
            object.set("data", text(object.path("data"), role));
            return object;
        }
        return walk(source, role);
    }

    private JsonNode arguments(JsonNode value, Role role) {
        if (!value.isString()) {
            return values(value, role);
        }
        var text = value.stringValue();
        return replaced(value, text, JsonTexts.changed(text, part -> change.text(role, part)));
    }

    private JsonNode values(JsonNode value, Role role) {
        var before = value.toString();
        var after = JsonTexts.values(value, part -> change.text(role, part));
        changed |= !after.toString().equals(before);
        return after;
    }

    private JsonNode text(JsonNode node, Role role) {
        var text = node.stringValue();
        if (text.isBlank()) {
            return node;
        }
        return replaced(node, text, change.text(role, text));
    }

    private JsonNode replaced(JsonNode node, String before, String after) {
        if (after.equals(before)) {
            return node;
        }
        changed = true;
        return JsonNodeFactory.instance.stringNode(after);
    }

    /** What an object is decides only where it says nothing of who says it. */
    private static Role role(ObjectNode object, Role otherwise) {
        return switch (object.path("role").asString("")) {
            case "system", "developer" -> Role.SYSTEM;
            case "assistant" -> Role.ASSISTANT;
            case "tool", "function" -> Role.TOOL;
            case "user" -> Role.USER;
            default ->
                switch (object.path("type").asString("")) {
                    case "tool_result", "function_call_output", "custom_tool_call_output", "mcp_call" -> Role.TOOL;
                    case "function_call", "custom_tool_call", "tool_use" -> Role.ASSISTANT;
                    default -> otherwise;
                };
        };
    }
}
