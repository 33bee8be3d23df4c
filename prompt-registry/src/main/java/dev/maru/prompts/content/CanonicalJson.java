package dev.maru.prompts.content;

import dev.maru.core.problem.PlatformException;
import java.math.BigDecimal;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads and writes JSON with sorted names, no blanks and numbers without needless digits. */
public final class CanonicalJson {
    /** More than this neither a double nor PostgreSQL's jsonb holds. */
    private static final int MAX_EXPONENT = 308;

    /** As people write it: a space after the colon alone. */
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER));

    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(4 * 1024 * 1024)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CanonicalJson() {}

    public static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }

    /** Reads JSON that somebody wrote by hand. */
    public static JsonValue parse(String field, String json) {
        try {
            return JsonValue.of(read(json));
        } catch (JacksonException e) {
            throw PlatformException.invalid(field, "is not JSON: " + e.getOriginalMessage() + position(e));
        }
    }

    public static String write(JsonNode node) {
        return MAPPER.writeValueAsString(sorted(node));
    }

    static String pretty(JsonNode node) {
        return MAPPER.writer().with(PRETTY).writeValueAsString(sorted(node));
    }

    private static String position(JacksonException e) {
        var location = e.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            var names = new TreeMap<String, JsonNode>();
            node.properties()
                    .forEach(field -> names.put(TemplateText.checkText("JSON", field.getKey()), field.getValue()));
            var object = JsonNodeFactory.instance.objectNode();
            names.forEach((name, value) -> object.set(name, sorted(value)));
            return object;
        }
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        if (node.isNumber()) {
            return number(node.decimalValue());
        }
        if (node.isString()) {
            TemplateText.checkText("JSON", node.stringValue());
        }
        return node;
    }

    private static JsonNode number(BigDecimal value) {
        var shortest = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (Math.abs((long) shortest.precision() - shortest.scale()) > MAX_EXPONENT) {
            throw PlatformException.invalid("JSON", "numbers beyond 1e" + MAX_EXPONENT + " cannot be kept");
        }
        if (shortest.scale() <= 0) {
            return JsonNodeFactory.instance.numberNode(shortest.toBigIntegerExact());
        }
        return MAPPER.getNodeFactory().numberNode(shortest);
    }
}
