package dev.maru.prompts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON forms of what a split is made of, the same in the database and on the wire. */
final class SplitJson {
    private SplitJson() {}

    /** What a client needs to choose alike; {@code control} is the version that the label names. */
    static ObjectNode served(Split split, int control) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", split.id().toString())
                .put("label", split.label().value())
                .put("control", control);
        json.set("variants", variants(split.variants()));
        json.set("conditions", conditions(split.conditions()));
        return json;
    }

    static JsonNode variants(List<Split.Variant> variants) {
        var array = JsonNodeFactory.instance.arrayNode();
        variants.forEach(
                variant -> array.addObject().put("version", variant.version()).put("weight", variant.weight()));
        return array;
    }

    static List<Split.Variant> variants(JsonNode json) {
        var variants = new ArrayList<Split.Variant>();
        json.forEach(variant -> variants.add(new Split.Variant(
                variant.path("version").intValue(), variant.path("weight").intValue())));
        return variants;
    }

    static JsonNode conditions(Map<String, List<String>> conditions) {
        var object = JsonNodeFactory.instance.objectNode();
        conditions.forEach((name, values) -> values.forEach(object.putArray(name)::add));
        return object;
    }

    static Map<String, List<String>> conditions(JsonNode json) {
        var conditions = new LinkedHashMap<String, List<String>>();
        json.properties().forEach(condition -> {
            var values = new ArrayList<String>();
            condition.getValue().forEach(value -> values.add(value.stringValue()));
            conditions.put(condition.getKey(), values);
        });
        return conditions;
    }

    static @Nullable JsonNode guard(@Nullable SplitGuard guard) {
        if (guard == null) {
            return null;
        }
        var object = JsonNodeFactory.instance.objectNode().put("minCalls", guard.minCalls());
        put(object, "maxErrorRateIncrease", guard.maxErrorRateIncrease());
        put(object, "maxLatencyRatio", guard.maxLatencyRatio());
        put(object, "maxCostRatio", guard.maxCostRatio());
        return object;
    }

    static @Nullable SplitGuard guard(@Nullable JsonNode json) {
        return json == null
                ? null
                : new SplitGuard(
                        json.path("minCalls").intValue(),
                        number(json, "maxErrorRateIncrease"),
                        number(json, "maxLatencyRatio"),
                        number(json, "maxCostRatio"));
    }

    static JsonNode rollout(Rollout rollout) {
        var object = JsonNodeFactory.instance.objectNode().put("weight", rollout.weight());
        object.set("conditions", conditions(rollout.conditions()));
        var guard = guard(rollout.guard());
        if (guard != null) {
            object.set("guard", guard);
        }
        return object;
    }

    static Rollout rollout(JsonNode json) {
        return new Rollout(
                json.path("weight").intValue(), conditions(json.path("conditions")), guard(json.get("guard")));
    }

    private static void put(ObjectNode object, String field, @Nullable Double value) {
        if (value != null) {
            object.put(field, value);
        }
    }

    private static @Nullable Double number(JsonNode json, String field) {
        var value = json.get(field);
        return value == null || value.isNull() ? null : (Double) value.doubleValue();
    }
}
