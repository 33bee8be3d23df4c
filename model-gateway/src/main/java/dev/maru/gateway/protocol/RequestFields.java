package dev.maru.gateway.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The top-level fields of a request: what is asked for is known, and the rest is kept. */
public final class RequestFields {
    private final JsonNode body;
    private final Set<String> known = new HashSet<>();

    public RequestFields(JsonNode body) {
        if (!body.isObject()) {
            throw new ProtocolException(null, "The body of the request must be a JSON object.");
        }
        this.body = body;
    }

    /** The field, missing if it is null. */
    public JsonNode take(String name) {
        known.add(name);
        var value = body.path(name);
        return value.isNull() ? body.path("") : value;
    }

    public String requiredText(String name) {
        var text = text(name);
        if (text == null || text.isBlank()) {
            throw new ProtocolException(name, name + " is missing.");
        }
        return text;
    }

    public @Nullable String text(String name) {
        var value = take(name);
        return value.isMissingNode()
                ? null
                : must(name, value, value.isString(), "a string").stringValue();
    }

    public @Nullable Long whole(String name) {
        var value = take(name);
        return value.isMissingNode()
                ? null
                : (Long) must(name, value, value.isNumber() && value.canConvertToExactIntegral(), "a whole number")
                        .asLong();
    }

    public @Nullable Integer small(String name) {
        var value = whole(name);
        return value == null ? null : (Integer) Math.toIntExact(Math.clamp(value, 0, Integer.MAX_VALUE));
    }

    public @Nullable Double decimal(String name) {
        var value = take(name);
        return value.isMissingNode()
                ? null
                : (Double) must(name, value, value.isNumber(), "a number").doubleValue();
    }

    public @Nullable Boolean flag(String name) {
        var value = take(name);
        return value.isMissingNode()
                ? null
                : (Boolean)
                        must(name, value, value.isBoolean(), "true or false").booleanValue();
    }

    public boolean flagged(String name) {
        return Boolean.TRUE.equals(flag(name));
    }

    /** An array, empty if there is none. */
    public JsonNode list(String name) {
        var value = take(name);
        return value.isMissingNode() ? value : must(name, value, value.isArray(), "an array");
    }

    /** Strings, or one that stands alone. */
    public List<String> texts(String name) {
        var value = take(name);
        var texts = new ArrayList<String>();
        if (value.isString()) {
            texts.add(value.stringValue());
        } else {
            for (var one : value) {
                texts.add(must(name, one, one.isString(), "a string or an array of strings")
                        .stringValue());
            }
        }
        return texts;
    }

    /** What nobody asked for. */
    public Map<String, JsonNode> rest() {
        var rest = new LinkedHashMap<String, JsonNode>();
        body.properties().forEach(field -> {
            if (!known.contains(field.getKey()) && !field.getValue().isNull()) {
                rest.put(field.getKey(), field.getValue());
            }
        });
        return rest;
    }

    private static JsonNode must(String name, JsonNode value, boolean right, String what) {
        if (!right) {
            throw new ProtocolException(name, name + " must be " + what + ".");
        }
        return value;
    }
}
