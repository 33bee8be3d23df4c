package dev.maru.prompts.files;

import dev.maru.prompts.content.CanonicalJson;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The messages of a chat prompt as text. A line that begins with {@code :::} begins a message; a line of a message that
 * begins so, be it behind backslashes, is written with one more backslash in front. Between a message and the next marker
 * stands one empty line that belongs to neither.
 */
final class ChatText {
    private static final String MARK = ":::";
    private static final Pattern MARKER =
            Pattern.compile(":::[ \\t]*(?<word>[a-z]+)(?:[ \\t]+(?<rest>\\S+))?[ \\t\\r]*");
    private static final Pattern LOOKS_LIKE_ONE =
            Pattern.compile("(?m)^(?=\\\\*:::)", Pattern.UNIX_LINES | Pattern.MULTILINE);
    private static final Pattern ESCAPED =
            Pattern.compile("(?m)^\\\\(?=\\\\*:::)", Pattern.UNIX_LINES | Pattern.MULTILINE);

    private ChatText() {}

    /** Entries as their JSON, and the line in which each begins. */
    record Entries(ArrayNode json, List<Integer> lines) {}

    static boolean looksLikeChat(String body) {
        int end = body.indexOf('\n');
        var marker = MARKER.matcher(end < 0 ? body : body.substring(0, end));
        return marker.matches();
    }

    static String write(JsonNode entries) {
        var text = new StringBuilder();
        for (var entry : entries) {
            if (!text.isEmpty()) {
                text.append("\n\n");
            }
            if (entry.has("role")) {
                message((ObjectNode) entry, text);
            } else {
                text.append(MARK)
                        .append(" placeholder ")
                        .append(entry.get("name").stringValue());
            }
        }
        return text.toString();
    }

    private static void message(ObjectNode message, StringBuilder text) {
        text.append(MARK).append(' ').append(message.get("role").stringValue());
        var content = message.get("content");
        if (content.isNull()) {
            text.append(" none");
        } else if (content.isString()) {
            text.append('\n')
                    .append(LOOKS_LIKE_ONE.matcher(content.stringValue()).replaceAll("\\\\"));
        } else {
            text.append(" parts\n").append(JsonValue.of(content).pretty());
        }
        var fields = message.deepCopy();
        fields.remove(List.of("role", "content"));
        if (!fields.isEmpty()) {
            text.append("\n\n")
                    .append(MARK)
                    .append(" fields\n")
                    .append(JsonValue.of(fields).pretty());
        }
    }

    /** @param firstLine the number of the first line of the body in its file */
    static Entries read(String body, int firstLine) throws FileException {
        var entries = new Entries(JsonNodeFactory.instance.arrayNode(), new ArrayList<>());
        for (var block : blocks(body, firstLine)) {
            add(block, entries);
        }
        return entries;
    }

    /** A marker with what stands below it. */
    private record Block(int line, String word, String rest, String text) {}

    private static List<Block> blocks(String body, int firstLine) throws FileException {
        var blocks = new ArrayList<Block>();
        int line = firstLine;
        int at = 0;
        while (at < body.length() && !body.startsWith(MARK, at)) {
            int end = endOfLine(body, at);
            if (!body.substring(at, end).isBlank()) {
                throw new FileException(line, "a chat prompt begins with ::: and a role, such as ::: system");
            }
            at = Math.min(end + 1, body.length());
            line++;
        }
        while (at < body.length()) {
            int end = endOfLine(body, at);
            var marker = MARKER.matcher(body.substring(at, end));
            if (!marker.matches()) {
                throw new FileException(
                        line, "write ::: and a role, placeholder or fields; a text that begins so is written \\:::");
            }
            int next = body.indexOf("\n" + MARK, end);
            var text = end == body.length()
                    ? ""
                    : body.substring(end + 1, next < 0 ? body.length() : Math.max(next, end + 1));
            var rest = marker.group("rest");
            blocks.add(new Block(
                    line, marker.group("word"), rest == null ? "" : rest, next < 0 ? text : withoutGap(text)));
            int begin = next < 0 ? body.length() : next + 1;
            line += (int)
                    body.substring(at, begin).chars().filter(c -> c == '\n').count();
            at = begin;
        }
        return blocks;
    }

    private static int endOfLine(String body, int from) {
        int end = body.indexOf('\n', from);
        return end < 0 ? body.length() : end;
    }

    private static String withoutGap(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static void add(Block block, Entries entries) throws FileException {
        switch (block.word) {
            case "placeholder" -> {
                requireNoText(block);
                entries.json.addObject().put("type", "placeholder").put("name", block.rest);
                entries.lines.add(block.line);
            }
            case "fields" -> fields(block, entries.json);
            default -> {
                if (ChatRole.ofWireName(block.word).isEmpty()) {
                    throw new FileException(
                            block.line,
                            block.word
                                    + " is no role; use system, developer, user, assistant, tool, placeholder or fields");
                }
                entries.json.addObject().put("role", block.word).set("content", content(block));
                entries.lines.add(block.line);
            }
        }
    }

    private static JsonNode content(Block block) throws FileException {
        return switch (block.rest) {
            case "" ->
                JsonNodeFactory.instance.stringNode(ESCAPED.matcher(block.text).replaceAll(""));
            case "parts" -> json(block);
            case "none" -> {
                requireNoText(block);
                yield JsonNodeFactory.instance.nullNode();
            }
            default ->
                throw new FileException(
                        block.line, block.rest + " means nothing behind a role; use parts or none, or leave it out");
        };
    }

    private static void fields(Block block, ArrayNode entries) throws FileException {
        if (entries.isEmpty()
                || !(entries.get(entries.size() - 1) instanceof ObjectNode message)
                || !message.has("role")) {
            throw new FileException(block.line, "::: fields belongs below a message");
        }
        if (!(json(block) instanceof ObjectNode fields)) {
            throw new FileException(block.line, "write a JSON object below ::: fields");
        }
        for (var field : fields.properties()) {
            if (message.has(field.getKey())) {
                throw new FileException(block.line, "the message has " + field.getKey() + " already");
            }
            message.set(field.getKey(), field.getValue());
        }
    }

    private static JsonNode json(Block block) throws FileException {
        try {
            return CanonicalJson.read(block.text);
        } catch (JacksonException e) {
            var location = e.getLocation();
            int below = location == null ? 0 : location.getLineNr();
            throw new FileException(block.line + Math.max(0, below), "is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireNoText(Block block) throws FileException {
        if (!block.text.isBlank()) {
            throw new FileException(block.line + 1, "nothing stands below ::: " + block.word + " " + block.rest);
        }
    }
}
