package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.CacheHint;
import dev.maru.gateway.protocol.CacheHints;
import dev.maru.gateway.protocol.DataUrl;
import dev.maru.gateway.protocol.Drops;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest.Turn;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.Part.Source;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.protocol.Signatures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes turns as messages of a chat. */
final class ChatTurns {
    /** Whether the target takes the fields that OpenAI itself refuses. */
    private final boolean extended;

    private final Drops drops;
    private final ArrayNode messages = Json.array();
    /** Pictures that tools gave: a tool's message takes text only, so they follow as the user's. */
    private final List<Part> shown = new ArrayList<>();

    ChatTurns(boolean extended, Drops drops) {
        this.extended = extended;
        this.drops = drops;
    }

    ArrayNode write(List<Turn> turns) {
        for (var turn : turns) {
            switch (turn.role()) {
                case TOOL -> turn.parts().forEach(this::result);
                case SYSTEM -> {
                    show();
                    plain("system", turn.parts());
                }
                case USER -> {
                    show();
                    plain("user", turn.parts());
                }
                case ASSISTANT -> {
                    show();
                    assistant(turn.parts());
                }
            }
        }
        show();
        return messages;
    }

    private void show() {
        if (!shown.isEmpty()) {
            plain("user", List.copyOf(shown));
            shown.clear();
        }
    }

    private void plain(String role, List<Part> parts) {
        messages.addObject().put("role", role).set("content", content(parts));
    }

    private void result(Part part) {
        if (!(part instanceof Part.ToolResult result)) {
            shown.add(part);
            return;
        }
        var message = messages.addObject().put("role", "tool").put("tool_call_id", result.callId());
        var texts = new ArrayList<Part>();
        for (var piece : result.content()) {
            (piece instanceof Part.Text ? texts : shown).add(piece);
        }
        message.set("content", content(texts));
        if (result.failed()) {
            drops.add("is_error");
        }
        cache(message, result.cache());
    }

    private void assistant(List<Part> parts) {
        var message = messages.addObject().put("role", "assistant");
        var spoken = parts.stream()
                .filter(part -> part instanceof Part.Text || part instanceof Part.Image || part instanceof Part.File)
                .toList();
        if (spoken.isEmpty()) {
            message.putNull("content");
        } else {
            message.set("content", content(spoken));
        }
        var thoughts = new StringBuilder();
        for (var part : parts) {
            switch (part) {
                case Part.Refusal(String text) -> message.put("refusal", text);
                case Part.ToolCall call -> message.withArray("tool_calls").add(call(call));
                case Part.Thinking(String text, String signature) -> {
                    thoughts.append(text);
                    if (signature != null) {
                        block(message, "thinking").put("thinking", text).put("signature", Signatures.plain(signature));
                    }
                }
                case Part.HiddenThinking(String data) ->
                    block(message, "redacted_thinking").put("data", data);
                case Part.Audio _, Part.ToolResult _, Part.Text _, Part.Image _, Part.File _ -> {}
            }
        }
        if (!thoughts.isEmpty()) {
            message.put("reasoning_content", thoughts.toString());
        }
        if (!extended && (message.has("reasoning_content") || message.has("thinking_blocks"))) {
            message.remove(List.of("reasoning_content", "thinking_blocks"));
            drops.add("reasoning_content");
        }
    }

    private static ObjectNode block(ObjectNode message, String type) {
        return message.withArray("thinking_blocks").addObject().put("type", type);
    }

    private ObjectNode call(Part.ToolCall call) {
        var node = Json.object().put("id", call.id()).put("type", "function");
        node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        if (call.signature() != null && extended) {
            node.putObject("extra_content")
                    .putObject("google")
                    .put("thought_signature", Signatures.plain(call.signature()));
        } else {
            drops.ifGiven("thought_signature", call.signature());
        }
        cache(node, call.cache());
        return node;
    }

    private void cache(ObjectNode node, @Nullable CacheHint cache) {
        if (extended) {
            CacheHints.write(node, cache);
        } else {
            drops.ifGiven(CacheHints.FIELD, cache);
        }
    }

    /** A plain string where that says it all: some servers take nothing else. */
    private JsonNode content(List<Part> parts) {
        if (parts.isEmpty()) {
            return Json.MAPPER.getNodeFactory().stringNode("");
        }
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(String text, CacheHint cache)) {
            if (cache == null || !extended) {
                drops.ifGiven(CacheHints.FIELD, cache);
                return Json.MAPPER.getNodeFactory().stringNode(text);
            }
        }
        var content = Json.array();
        parts.forEach(part -> content.add(part(part)));
        return content;
    }

    private ObjectNode part(Part part) {
        var node = Json.object();
        switch (part) {
            case Part.Text(String text, CacheHint cache) ->
                cache(node.put("type", "text").put("text", text), cache);
            case Part.Image(Source source, String detail, CacheHint cache) -> {
                var image = node.put("type", "image_url").putObject("image_url");
                image.put("url", imageUrl(source));
                if (detail != null) {
                    image.put("detail", detail);
                }
                cache(node, cache);
            }
            case Part.File(Source source, String name, CacheHint cache) -> {
                file(node.put("type", "file").putObject("file"), source, name);
                cache(node, cache);
            }
            case Part.Audio(String format, String base64) ->
                node.put("type", "input_audio")
                        .putObject("input_audio")
                        .put("data", base64)
                        .put("format", format);
            case Part.Refusal(String text) -> node.put("type", "refusal").put("refusal", text);
            case Part.ToolCall _, Part.ToolResult _, Part.Thinking _, Part.HiddenThinking _ ->
                throw new ProtocolException("messages", "Calls and thoughts stand in messages of the assistant only.");
        }
        return node;
    }

    private static String imageUrl(Source source) {
        return switch (source) {
            case Source.Url(String url) -> url;
            case Source.Inline inline -> DataUrl.write(inline);
            case Source.FileId _ ->
                throw new ProtocolException(
                        "messages", "This model's provider does not have that picture; send its bytes or its address.");
        };
    }

    private static void file(ObjectNode file, Source source, @Nullable String name) {
        switch (source) {
            case Source.Inline inline -> file.put("file_data", DataUrl.write(inline));
            case Source.FileId(String id) -> file.put("file_id", id);
            case Source.Url _ ->
                throw new ProtocolException(
                        "messages", "This model's provider fetches no documents; send the bytes of the document.");
        }
        if (name != null) {
            file.put("filename", name);
        } else if (source instanceof Source.Inline) {
            file.put("filename", "document");
        }
    }
}
