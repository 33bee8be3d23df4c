package dev.maru.gateway.trace;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what was said in a span: what went in, what came out, and the rest of it. */
final class ContentReader {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** {@code 0.message.role} of {@code llm.input_messages.0.message.role}. */
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,4})\\.(?:message\\.|document\\.)?(.+)");

    private final int longest;

    /** @param longest how many characters are kept of what went in, of what came out, and of the rest */
    ContentReader(int longest) {
        this.longest = longest;
    }

    ReceivedSpan.@Nullable Content read(Span span, SpanAttributes attributes) {
        var input = first(attributes, Convention.INPUT);
        var output = first(attributes, Convention.OUTPUT);
        var rest = new BoundedJson(longest, longest);
        var other = NODES.objectNode();
        for (var attribute : attributes.values().entrySet()) {
            var name = attribute.getKey();
            if (Convention.isSaid(name) && !isPartOf(input, name) && !isPartOf(output, name)) {
                put(other, name, rest.value(attribute.getValue()));
            }
        }
        var messages = NODES.arrayNode();
        for (var event : span.getEventsList()) {
            if (Convention.isMessage(event.getName())) {
                var message = NODES.objectNode().put("name", BoundedJson.name(event.getName()));
                event.getAttributesList().forEach(pair -> put(message, pair.getKey(), rest.value(pair.getValue())));
                messages.add(message);
            }
        }
        if (!messages.isEmpty()) {
            other.set("events", messages);
        }
        if (input == null && output == null && other.isEmpty()) {
            return null;
        }
        return new ReceivedSpan.Content(
                input == null ? null : input.text(),
                output == null ? null : output.text(),
                other.toString(),
                rest.cut() || input != null && input.cut() || output != null && output.cut());
    }

    /** @param name of the attribute, or what the names of several begin with, up to its dot */
    private record Said(String name, String text, boolean cut) {}

    private static void put(ObjectNode object, String name, @Nullable JsonNode value) {
        if (value != null) {
            object.set(BoundedJson.name(name), value);
        }
    }

    private static boolean isPartOf(@Nullable Said said, String name) {
        return said != null && (said.name().endsWith(".") ? name.startsWith(said.name()) : name.equals(said.name()));
    }

    private @Nullable Said first(SpanAttributes attributes, List<String> names) {
        for (var name : names) {
            var said = name.endsWith(".")
                    ? numbered(attributes, name)
                    : single(attributes.values().get(name), name);
            if (said != null) {
                return said;
            }
        }
        return null;
    }

    private @Nullable Said single(@Nullable AnyValue value, String name) {
        if (value == null) {
            return null;
        }
        if (value.hasStringValue()) {
            var text = value.getStringValue();
            return text.isEmpty() ? null : new Said(name, BoundedText.of(text, longest), text.length() > longest);
        }
        var json = new BoundedJson(longest, longest);
        var node = json.value(value);
        return node == null || node.isNull() ? null : new Said(name, JSON.writeValueAsString(node), json.cut());
    }

    /** Messages whose every part is an attribute of its own, put together again. */
    private @Nullable Said numbered(SpanAttributes attributes, String prefix) {
        Map<Integer, Map<String, JsonNode>> items = new TreeMap<>();
        var json = new BoundedJson(longest, longest);
        for (var attribute : attributes.values().entrySet()) {
            var part = attribute.getKey().startsWith(prefix)
                    ? NUMBERED.matcher(attribute.getKey().substring(prefix.length()))
                    : null;
            var value = part != null && part.matches() ? json.value(attribute.getValue()) : null;
            if (part != null && value != null) {
                items.computeIfAbsent(Integer.valueOf(part.group(1)), number -> new LinkedHashMap<>())
                        .put(BoundedJson.name(part.group(2)), value);
            }
        }
        return items.isEmpty() ? null : new Said(prefix, JSON.writeValueAsString(items.values()), json.cut());
    }
}
