package dev.maru.gateway.protocol.anthropic;

import dev.maru.gateway.protocol.CacheHint;
import dev.maru.gateway.protocol.CacheHints;
import dev.maru.gateway.protocol.Drops;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest.Role;
import dev.maru.gateway.protocol.ModelRequest.Turn;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.Part.Source;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.protocol.Signatures;
import dev.maru.gateway.protocol.Turns;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes turns as messages: results directly after their calls, roles in turn, nothing empty. */
final class MessageTurns {
    private final Drops drops;

    MessageTurns(Drops drops) {
        this.drops = drops;
    }

    ArrayNode messages(List<Turn> turns) {
        var messages = Json.array();
        for (var turn : Turns.alternating(turns)) {
            var content = blocks(turn.parts());
            if (!content.isEmpty()) {
                var role = turn.role() == Role.ASSISTANT ? "assistant" : "user";
                messages.addObject().put("role", role).set("content", content);
            }
        }
        return messages;
    }

    private ArrayNode blocks(List<Part> parts) {
        var blocks = Json.array();
        for (var part : parts) {
            var block = block(part);
            if (block != null) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    /** Null if nothing is left of the part. */
    @Nullable
    ObjectNode block(Part part) {
        var block = Json.object();
        switch (part) {
            case Part.Text(String text, CacheHint cache) -> {
                if (text.isEmpty()) {
                    return null;
                }
                CacheHints.write(block.put("type", "text").put("text", text), cache);
            }
            case Part.Refusal(String text) -> block.put("type", "text").put("text", text);
            case Part.Image(Source source, String detail, CacheHint cache) -> {
                drops.ifGiven("detail", "auto".equals(detail) ? null : detail);
                block.put("type", "image").set("source", source(source));
                CacheHints.write(block, cache);
            }
            case Part.File(Source source, String name, CacheHint cache) -> {
                block.put("type", "document").set("source", document(source));
                if (name != null) {
                    block.put("title", name);
                }
                CacheHints.write(block, cache);
            }
            case Part.Audio _ -> throw Turns.noAudio();
            case Part.ToolCall call -> {
                block.put("type", "tool_use").put("id", id(call.id())).put("name", call.name());
                block.set("input", Json.objectOrEmpty(call.arguments()));
                drops.ifGiven("thought_signature", call.signature());
                CacheHints.write(block, call.cache());
            }
            case Part.ToolResult result -> {
                block.put("type", "tool_result").put("tool_use_id", id(result.callId()));
                block.set("content", blocks(result.content()));
                if (result.failed()) {
                    block.put("is_error", true);
                }
                CacheHints.write(block, result.cache());
            }
            case Part.Thinking(String text, String signature) -> {
                var own = Signatures.forClaude(signature);
                if (own == null) {
                    drops.add("reasoning_content");
                    return null;
                }
                block.put("type", "thinking").put("thinking", text).put("signature", own);
            }
            case Part.HiddenThinking(String data) -> {
                if (Signatures.forClaude(data) == null) {
                    drops.add("redacted_thinking");
                    return null;
                }
                block.put("type", "redacted_thinking").put("data", data);
            }
        }
        return block;
    }

    /** Anthropic takes letters, digits, - and _ only. */
    private static String id(String id) {
        return id.replaceAll("[^a-zA-Z0-9_-]", "_");
    }

    private static ObjectNode source(Source source) {
        return switch (source) {
            case Source.Url(String url) -> Json.object().put("type", "url").put("url", url);
            case Source.Inline(String type, String base64) ->
                Json.object().put("type", "base64").put("media_type", type).put("data", base64);
            case Source.FileId(String id) -> Json.object().put("type", "file").put("file_id", id);
        };
    }

    private static ObjectNode document(Source source) {
        if (!(source instanceof Source.Inline(String type, String base64)) || type.equals("application/pdf")) {
            return source(source);
        }
        if (!type.startsWith("text/") && !type.equals("application/json")) {
            throw new ProtocolException(
                    "messages", "This model reads PDF and text; send a document of type " + type + " as one of them.");
        }
        var text = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        return Json.object().put("type", "text").put("media_type", "text/plain").put("data", text);
    }
}
