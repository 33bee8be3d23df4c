package dev.maru.gateway.trace;

import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Turns values of strangers into JSON that stays small: so many characters in all, so long a text, so deep. What goes
 * beyond is left out or cut.
 */
final class BoundedJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_ITEMS = 128;
    private static final int DEEPEST = 8;
    /** Of a number and the signs around a value. */
    private static final int SMALL = 16;

    private final int longestText;
    private int left;
    private boolean cut;

    BoundedJson(int longestText, int mostCharacters) {
        this.longestText = longestText;
        this.left = mostCharacters;
    }

    /** Whether anything was left out or cut. */
    boolean cut() {
        return cut;
    }

    static String name(String name) {
        return BoundedText.of(name, LONGEST_NAME);
    }

    /** Null if there is no more room. */
    @Nullable
    JsonNode value(AnyValue value) {
        return value(value, 0);
    }

    private @Nullable JsonNode value(AnyValue value, int depth) {
        if (left <= 0 || depth > DEEPEST) {
            cut = true;
            return null;
        }
        left -= SMALL;
        return switch (value.getValueCase()) {
            case STRING_VALUE -> text(value.getStringValue());
            case BOOL_VALUE -> JSON.booleanNode(value.getBoolValue());
            case INT_VALUE -> JSON.numberNode(value.getIntValue());
            case DOUBLE_VALUE -> number(value.getDoubleValue());
            case BYTES_VALUE ->
                text(Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
            case ARRAY_VALUE -> array(value, depth);
            case KVLIST_VALUE -> object(value, depth);
            default -> JSON.nullNode();
        };
    }

    private JsonNode text(String text) {
        int longest = Math.clamp(left, 1, longestText);
        cut |= text.length() > longest;
        var bounded = BoundedText.of(text, longest);
        left -= bounded.length();
        return JSON.stringNode(bounded);
    }

    /** JSON has no word for what is no number. */
    private static JsonNode number(double number) {
        return Double.isFinite(number) ? JSON.numberNode(number) : JSON.stringNode(Double.toString(number));
    }

    private JsonNode array(AnyValue value, int depth) {
        var array = JSON.arrayNode();
        for (var item : value.getArrayValue().getValuesList()) {
            var node = array.size() < MOST_ITEMS ? value(item, depth + 1) : null;
            if (node == null) {
                cut = true;
                break;
            }
            array.add(node);
        }
        return array;
    }

    private JsonNode object(AnyValue value, int depth) {
        var object = JSON.objectNode();
        for (var pair : value.getKvlistValue().getValuesList()) {
            var node = object.size() < MOST_ITEMS ? value(pair.getValue(), depth + 1) : null;
            if (node == null) {
                cut = true;
                break;
            }
            left -= pair.getKey().length();
            object.set(name(pair.getKey()), node);
        }
        return object;
    }
}
