package dev.maru.ui.playground;

import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptConfig;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The config of a version as people edit it: the well-known fields one by one, the rest as JSON. Reading a config and
 * writing it again changes nothing; the model stands apart.
 *
 * @param limitName max_tokens, or its newer name where the version uses that
 */
record ColumnConfig(
        @Nullable BigDecimal temperature,
        @Nullable Integer maxTokens,
        String limitName,
        @Nullable BigDecimal topP,
        String seed,
        String stop,
        String effort,
        String tools,
        String responseFormat,
        String extras) {
    private static final String NEWER_LIMIT = "max_completion_tokens";
    private static final Set<String> OWN_FIELDS = Set.of(
            "model",
            "temperature",
            "max_tokens",
            NEWER_LIMIT,
            "top_p",
            "seed",
            "stop",
            "reasoning_effort",
            "tools",
            "response_format");
    private static final JsonMapper JSON = new JsonMapper();

    static final ColumnConfig EMPTY = of(PromptConfig.EMPTY);

    /** A field of a config on the page. */
    enum Field {
        TEMPERATURE,
        MAX_TOKENS,
        TOP_P,
        SEED,
        STOP,
        TOOLS,
        RESPONSE_FORMAT,
        EXTRAS
    }

    /** What can be wrong with a field. */
    enum Reason {
        NOT_JSON,
        NOT_A_LIST,
        NOT_AN_OBJECT,
        TOOL_WITHOUT_NAME,
        NO_FORMAT,
        NOT_WHOLE,
        OUT_OF_RANGE,
        OWN_FIELD
    }

    /** @param detail where it is wrong, or what is */
    record Fault(Field field, Reason reason, String detail) {}

    static ColumnConfig of(PromptConfig config) {
        var rest = (ObjectNode) config.json().node();
        rest.remove("model");
        var limitName = rest.has(NEWER_LIMIT) ? NEWER_LIMIT : "max_tokens";
        var limit = rest.remove(limitName);
        var temperature = rest.remove("temperature");
        var topP = rest.remove("top_p");
        var seed = rest.remove("seed");
        var stop = rest.remove("stop");
        var effort = rest.path("reasoning_effort").isString() ? rest.remove("reasoning_effort") : null;
        var tools = rest.remove("tools");
        var format = rest.remove("response_format");
        return new ColumnConfig(
                temperature == null ? null : temperature.decimalValue(),
                limit == null ? null : limit.intValue(),
                limitName,
                topP == null ? null : topP.decimalValue(),
                seed == null ? "" : seed.bigIntegerValue().toString(),
                stop == null ? "" : stopText(stop),
                effort == null ? "" : effort.stringValue(),
                pretty(tools),
                pretty(format),
                rest.isEmpty() ? "" : pretty(rest));
    }

    /** The config without a model; what is wrong with it goes to the faults, and is left out. */
    JsonValue json(Consumer<Fault> faults) {
        var object = JSON.createObjectNode();
        var free = parsed(Field.EXTRAS, extras, faults);
        if (free != null && !free.isObject()) {
            faults.accept(new Fault(Field.EXTRAS, Reason.NOT_AN_OBJECT, ""));
        } else if (free != null) {
            for (var field : free.properties()) {
                if (OWN_FIELDS.contains(field.getKey()) && !field.getKey().equals(otherLimit())) {
                    faults.accept(new Fault(Field.EXTRAS, Reason.OWN_FIELD, field.getKey()));
                } else {
                    object.set(field.getKey(), field.getValue());
                }
            }
        }
        number(Field.TEMPERATURE, "temperature", temperature, BigDecimal.TWO, object, faults);
        number(Field.TOP_P, "top_p", topP, BigDecimal.ONE, object, faults);
        if (maxTokens != null && maxTokens < 1) {
            faults.accept(new Fault(Field.MAX_TOKENS, Reason.OUT_OF_RANGE, "1"));
        } else if (maxTokens != null) {
            object.put(limitName, maxTokens);
        }
        putSeed(object, faults);
        putStop(object, faults);
        if (!effort.isBlank()) {
            object.put("reasoning_effort", effort);
        }
        putTools(object, faults);
        putFormat(object, faults);
        return JsonValue.of(object);
    }

    /** A version may name both limits; the one without a field here stays with the extras. */
    private String otherLimit() {
        return limitName.equals(NEWER_LIMIT) ? "max_tokens" : "";
    }

    private static void number(
            Field field,
            String name,
            @Nullable BigDecimal value,
            BigDecimal most,
            ObjectNode object,
            Consumer<Fault> faults) {
        if (value == null) {
            return;
        }
        if (value.signum() < 0 || value.compareTo(most) > 0) {
            faults.accept(new Fault(field, Reason.OUT_OF_RANGE, "0–" + most));
        } else {
            object.put(name, value);
        }
    }

    private void putSeed(ObjectNode object, Consumer<Fault> faults) {
        if (seed.isBlank()) {
            return;
        }
        if (seed.strip().matches("-?\\d{1,18}")) {
            object.put("seed", new BigInteger(seed.strip()));
        } else {
            faults.accept(new Fault(Field.SEED, Reason.NOT_WHOLE, ""));
        }
    }

    private void putStop(ObjectNode object, Consumer<Fault> faults) {
        if (stop.isEmpty()) {
            return;
        }
        if (isJson(stop)) {
            var list = parsed(Field.STOP, stop, faults);
            if (list != null) {
                object.set("stop", list);
            }
            return;
        }
        var lines = stop.lines().filter(line -> !line.isEmpty()).toList();
        if (lines.size() == 1) {
            object.put("stop", lines.getFirst());
        } else if (!lines.isEmpty()) {
            var list = object.putArray("stop");
            lines.forEach(list::add);
        }
    }

    /** One a line; as JSON where a line could not tell it. */
    private static String stopText(JsonNode stop) {
        var texts = stop.isString()
                ? List.of(stop.stringValue())
                : stop.valueStream().map(JsonNode::stringValue).toList();
        var plain = texts.stream().noneMatch(text -> text.isEmpty() || text.contains("\n") || isJson(text));
        return plain && stop.isString() == (texts.size() == 1) ? String.join("\n", texts) : stop.toString();
    }

    private static boolean isJson(String text) {
        return text.startsWith("[") || text.startsWith("\"");
    }

    private void putTools(ObjectNode object, Consumer<Fault> faults) {
        var list = parsed(Field.TOOLS, tools, faults);
        if (list == null) {
            return;
        }
        if (!list.isArray()) {
            faults.accept(new Fault(Field.TOOLS, Reason.NOT_A_LIST, ""));
            return;
        }
        int number = 0;
        for (var tool : list) {
            number++;
            if (!tool.isObject()
                    || (tool.path("type").asString("").equals("function")
                            && tool.path("function").path("name").asString("").isBlank())) {
                faults.accept(new Fault(Field.TOOLS, Reason.TOOL_WITHOUT_NAME, String.valueOf(number)));
                return;
            }
        }
        object.set("tools", list);
    }

    /** Takes a schema alone too, which most people have at hand, and puts around it what the protocol wants. */
    private void putFormat(ObjectNode object, Consumer<Fault> faults) {
        var format = parsed(Field.RESPONSE_FORMAT, responseFormat, faults);
        if (format == null) {
            return;
        }
        if (!format.isObject()) {
            faults.accept(new Fault(Field.RESPONSE_FORMAT, Reason.NOT_AN_OBJECT, ""));
            return;
        }
        var type = format.path("type").asString("");
        if (Stream.of("text", "json_object", "json_schema").noneMatch(type::equals)) {
            object.putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", "answer")
                    .set("schema", format);
        } else if (type.equals("json_schema")
                && !format.path("json_schema").path("schema").isObject()) {
            faults.accept(new Fault(Field.RESPONSE_FORMAT, Reason.NO_FORMAT, ""));
        } else {
            object.set("response_format", format);
        }
    }

    private static @Nullable JsonNode parsed(Field field, String text, Consumer<Fault> faults) {
        if (text.isBlank()) {
            return null;
        }
        try {
            // Canonical reading refuses doubled names and what comes behind the end.
            return new JsonValue(text).node();
        } catch (JacksonException notJson) {
            var at = notJson.getLocation();
            faults.accept(new Fault(
                    field, Reason.NOT_JSON, at == null ? "" : Math.max(1, at.getLineNr()) + ":" + at.getColumnNr()));
            return null;
        }
    }

    private static String pretty(@Nullable JsonNode node) {
        return node == null ? "" : JsonValue.of(node).pretty();
    }

    /** For tests and for those who only want to know whether all is well. */
    List<Fault> faults() {
        var found = new ArrayList<Fault>();
        json(found::add);
        return found;
    }
}
