package dev.maru.gateway.protocol.anthropic;

import dev.maru.gateway.protocol.CacheHint;
import dev.maru.gateway.protocol.CacheHints;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.Part.Source;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.protocol.SignedCallId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the blocks of a message. */
final class MessageBlocks {
    private MessageBlocks() {}

    /** @param content a text, or blocks */
    static List<Part> read(JsonNode content, String at) {
        if (content.isString()) {
            return content.stringValue().isEmpty() ? List.of() : List.of(new Part.Text(content.stringValue(), null));
        }
        var parts = new ArrayList<Part>();
        int index = 0;
        for (var block : content) {
            block(block, at + "[" + index++ + "]", parts);
        }
        return parts;
    }

    private static void block(JsonNode block, String at, List<Part> parts) {
        var cache = CacheHints.read(block);
        switch (Json.text(block, "type", "")) {
            case "text" -> parts.add(new Part.Text(Json.text(block, "text", ""), cache));
            case "image" -> parts.add(new Part.Image(source(block.path("source"), at), null, cache));
            case "document" -> document(block, at, cache, parts);
            case "tool_use" -> {
                var id = SignedCallId.parse(required(block, "id", at));
                var input = block.path("input");
                parts.add(new Part.ToolCall(
                        id.id(),
                        required(block, "name", at),
                        input.isObject() ? input.toString() : "{}",
                        id.signature(),
                        cache));
            }
            case "tool_result" ->
                parts.add(new Part.ToolResult(
                        SignedCallId.parse(required(block, "tool_use_id", at)).id(),
                        read(block.path("content"), at + ".content"),
                        block.path("is_error").asBoolean(false),
                        cache));
            case "thinking" ->
                parts.add(new Part.Thinking(Json.text(block, "thinking", ""), Json.filled(block, "signature")));
            case "redacted_thinking" -> parts.add(new Part.HiddenThinking(Json.text(block, "data", "")));
            default ->
                throw new ProtocolException(
                        at, at + ": a block of this type cannot be carried to this model; leave it out.");
        }
    }

    private static void document(JsonNode block, String at, @Nullable CacheHint cache, List<Part> parts) {
        var name = Json.text(block, "title");
        var source = block.path("source");
        switch (Json.text(source, "type", "")) {
            case "text" -> {
                var bytes = Json.text(source, "data", "").getBytes(StandardCharsets.UTF_8);
                var base64 = Base64.getEncoder().encodeToString(bytes);
                parts.add(new Part.File(new Source.Inline("text/plain", base64), name, cache));
            }
            case "content" -> parts.addAll(read(source.path("content"), at + ".source.content"));
            default -> parts.add(new Part.File(source(source, at), name, cache));
        }
    }

    private static Source source(JsonNode source, String at) {
        return switch (Json.text(source, "type", "")) {
            case "base64" -> new Source.Inline(required(source, "media_type", at), required(source, "data", at));
            case "url" -> new Source.Url(required(source, "url", at));
            case "file" -> new Source.FileId(required(source, "file_id", at));
            default -> throw new ProtocolException(at, at + ".source.type must be base64, url, text or file.");
        };
    }

    private static String required(JsonNode node, String field, String at) {
        var text = Json.text(node, field);
        if (text == null || text.isEmpty()) {
            throw new ProtocolException(at, at + "." + field + " is missing.");
        }
        return text;
    }
}
