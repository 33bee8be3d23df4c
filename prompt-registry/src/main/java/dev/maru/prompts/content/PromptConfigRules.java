package dev.maru.prompts.content;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Checks the fields of a config that Maru or a provider understands; others are the application's own. */
final class PromptConfigRules {
    private static final int MAX_BYTES = 256 * 1024;

    private record Rule(Predicate<JsonNode> holds, String message) {}

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("model", new Rule(PromptConfigRules::isName, "the name of a model or a route")),
            Map.entry("temperature", number("0", "2")),
            Map.entry("top_p", number("0", "1")),
            Map.entry("frequency_penalty", number("-2", "2")),
            Map.entry("presence_penalty", number("-2", "2")),
            Map.entry("max_tokens", count()),
            Map.entry("max_completion_tokens", count()),
            Map.entry("n", count()),
            Map.entry("seed", new Rule(JsonNode::isIntegralNumber, "a whole number")),
            Map.entry("stop", new Rule(PromptConfigRules::isStop, "a text or a list of texts")),
            Map.entry("tools", new Rule(PromptConfigRules::isListOfObjects, "a list of tool definitions")),
            Map.entry("response_format", new Rule(JsonNode::isObject, "an object with a type")));

    private PromptConfigRules() {}

    static void check(JsonValue config) {
        var node = config.node();
        if (!node.isObject()) {
            throw PlatformException.invalid("config", "give a JSON object");
        }
        if (config.canonical().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw PlatformException.invalid("config", "use at most " + MAX_BYTES / 1024 + " KiB");
        }
        var wrong = new ArrayList<FieldError>();
        for (var field : node.properties()) {
            var rule = RULES.get(field.getKey());
            if (rule != null && !rule.holds.test(field.getValue())) {
                wrong.add(new FieldError("config." + field.getKey(), "give " + rule.message));
            }
        }
        if (!wrong.isEmpty()) {
            throw invalid(wrong);
        }
    }

    private static PlatformException invalid(List<FieldError> wrong) {
        var first = wrong.getFirst();
        return new PlatformException(CoreError.INVALID_FIELD, first.field() + ": " + first.message(), wrong, null);
    }

    private static Rule number(String least, String most) {
        var low = new BigDecimal(least);
        var high = new BigDecimal(most);
        return new Rule(
                node -> node.isNumber()
                        && node.decimalValue().compareTo(low) >= 0
                        && node.decimalValue().compareTo(high) <= 0,
                "a number from " + least + " to " + most);
    }

    private static Rule count() {
        return new Rule(
                node -> node.isIntegralNumber() && node.canConvertToInt() && node.intValue() > 0,
                "a whole number above 0");
    }

    private static boolean isName(JsonNode node) {
        return node.isString() && !node.stringValue().isBlank();
    }

    private static boolean isStop(JsonNode node) {
        return node.isString() || (node.isArray() && all(node, JsonNode::isString));
    }

    private static boolean isListOfObjects(JsonNode node) {
        return node.isArray() && all(node, JsonNode::isObject);
    }

    private static boolean all(JsonNode array, Predicate<JsonNode> holds) {
        for (var element : array) {
            if (!holds.test(element)) {
                return false;
            }
        }
        return true;
    }
}
