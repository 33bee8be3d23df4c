package dev.maru.gateway.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the protocols read and write it: a field that is null, or of another type, is as good as absent. */
public final class Json {
    public static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Throws JacksonException if the bytes are no JSON object. */
    public static ObjectNode parse(byte[] bytes) {
        if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
            return object;
        }
        throw new NotAnObject();
    }

    /** The object that a text writes, an empty one if it writes none. */
    public static ObjectNode objectOrEmpty(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object ? object : object();
        } catch (JacksonException e) {
            return object();
        }
    }

    public static @Nullable String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    public static String text(JsonNode node, String field, String otherwise) {
        var value = text(node, field);
        return value == null ? otherwise : value;
    }

    /** The same, and empty is absent too. */
    public static @Nullable String filled(JsonNode node, String field) {
        var value = text(node, field);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A count of tokens: 0 if absent, -1 if it is no number that a count can be. */
    public static long count(JsonNode node, String field) {
        var value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : -1;
    }

    /** A string as it stands, anything else as JSON text. */
    public static String asText(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    private static final class NotAnObject extends JacksonException {
        NotAnObject() {
            super("not an object", null, null);
        }
    }
}
