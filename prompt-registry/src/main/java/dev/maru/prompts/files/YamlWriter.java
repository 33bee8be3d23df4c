package dev.maru.prompts.files;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Writes JSON values as YAML that reads well and is the same for the same value: blocks, and quotes where a reader might err. */
final class YamlWriter {
    private static final Pattern PLAIN = Pattern.compile("\\p{L}(?:[\\p{L}\\p{N} _./()-]{0,98}[\\p{L}\\p{N}_./()-])?");

    /** What some YAML readers take for something else than a text. */
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder output = new StringBuilder();

    private YamlWriter() {}

    /** @param object with names of at most {@link #MAX_NAME} characters */
    static String write(JsonNode object) {
        var writer = new YamlWriter();
        writer.properties(object, 0);
        return writer.output.toString();
    }

    /** Longer names cannot be written before a colon. */
    static final int MAX_NAME = 300;

    static boolean canWrite(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .allMatch(field -> field.getKey().length() <= MAX_NAME && canWrite(field.getValue()));
        }
        for (var element : node) {
            if (!canWrite(element)) {
                return false;
            }
        }
        return true;
    }

    private void properties(JsonNode object, int indent) {
        boolean first = true;
        for (var field : object.properties()) {
            // The first of an object in a list stands behind its hyphen.
            if (!first || output.isEmpty() || output.charAt(output.length() - 1) == '\n') {
                indent(indent);
            }
            first = false;
            output.append(text(field.getKey())).append(':');
            value(field.getValue(), indent);
        }
    }

    private void value(JsonNode node, int indent) {
        if (node.isObject() && !node.isEmpty()) {
            output.append('\n');
            properties(node, indent + 2);
        } else if (node.isArray() && !node.isEmpty()) {
            output.append('\n');
            for (var element : node) {
                indent(indent + 2);
                output.append('-');
                if (element.isObject() && !element.isEmpty()) {
                    output.append(' ');
                    properties(element, indent + 4);
                } else {
                    output.append(' ').append(flow(element)).append('\n');
                }
            }
        } else {
            output.append(' ').append(flow(node)).append('\n');
        }
    }

    private static String flow(JsonNode node) {
        if (node.isString()) {
            return text(node.stringValue());
        }
        var flow = new StringBuilder();
        flow(node, flow);
        return flow.toString();
    }

    private static void flow(JsonNode node, StringBuilder flow) {
        if (node.isArray()) {
            flow.append('[');
            var separator = "";
            for (var element : node) {
                flow.append(separator);
                flow(element, flow);
                separator = ", ";
            }
            flow.append(']');
        } else if (node.isObject()) {
            flow.append('{');
            var separator = "";
            for (var field : node.properties()) {
                flow.append(separator).append(quoted(field.getKey())).append(": ");
                flow(field.getValue(), flow);
                separator = ", ";
            }
            flow.append('}');
        } else {
            flow.append(node.isString() ? quoted(node.stringValue()) : node.toString());
        }
    }

    private static String text(String text) {
        return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT)) ? text : quoted(text);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (needsEscape(c)) {
                        quoted.append("\\u%04X".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** What YAML takes for no character, for the end of a line or for the beginning of a file. */
    private static boolean needsEscape(char c) {
        return c < ' ' || c >= 0x7F && c <= 0xA0 || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c >= 0xFFFE;
    }

    private void indent(int spaces) {
        output.append(" ".repeat(spaces));
    }
}
