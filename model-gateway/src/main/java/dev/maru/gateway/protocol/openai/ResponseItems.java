package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.CacheHint;
import dev.maru.gateway.protocol.CacheHints;
import dev.maru.gateway.protocol.DataUrl;
import dev.maru.gateway.protocol.Drops;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest.Turn;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.Part.Source;
import dev.maru.gateway.protocol.Signatures;
import dev.maru.gateway.protocol.Turns;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes turns as the items of a response's input. */
final class ResponseItems {
    /** Whether the model takes back what it thought. */
    private final boolean thinks;

    private final Drops drops;
    private final ArrayNode items = Json.array();

    ResponseItems(boolean thinks, Drops drops) {
        this.thinks = thinks;
        this.drops = drops;
    }

    ArrayNode write(List<Turn> turns) {
        for (var turn : turns) {
            var role = switch (turn.role()) {
                case SYSTEM -> "system";
                case USER, TOOL -> "user";
                case ASSISTANT -> "assistant";
            };
            ArrayNode content = null;
            for (var part : turn.parts()) {
                switch (part) {
                    case Part.ToolCall call -> {
                        content = null;
                        call(call);
                    }
                    case Part.ToolResult result -> {
                        content = null;
                        result(result);
                    }
                    case Part.Thinking(String text, String signature) -> {
                        content = null;
                        thought(text, signature);
                    }
                    case Part.HiddenThinking(String data) -> {
                        content = null;
                        thought("", data);
                    }
                    case Part.Text _, Part.Image _, Part.File _, Part.Audio _, Part.Refusal _ -> {
                        if (content == null) {
                            content = items.addObject()
                                    .put("type", "message")
                                    .put("role", role)
                                    .putArray("content");
                        }
                        content.add(part(part, role.equals("assistant")));
                    }
                }
            }
        }
        return items;
    }

    private void call(Part.ToolCall call) {
        items.addObject()
                .put("type", "function_call")
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", call.arguments());
        drops.ifGiven("thought_signature", call.signature());
        drops.ifGiven(CacheHints.FIELD, call.cache());
    }

    private void result(Part.ToolResult result) {
        var item = items.addObject().put("type", "function_call_output").put("call_id", result.callId());
        item.set("output", output(result.content()));
        if (result.failed()) {
            drops.add("is_error");
        }
        drops.ifGiven(CacheHints.FIELD, result.cache());
    }

    private JsonNode output(List<Part> content) {
        if (content.stream().allMatch(Part.Text.class::isInstance)) {
            var text = new StringBuilder();
            for (var part : content) {
                if (part instanceof Part.Text(String piece, CacheHint cache)) {
                    text.append(text.isEmpty() ? "" : "\n").append(piece);
                    drops.ifGiven(CacheHints.FIELD, cache);
                }
            }
            return Json.MAPPER.getNodeFactory().stringNode(text.toString());
        }
        var output = Json.array();
        content.forEach(part -> output.add(part(part, false)));
        return output;
    }

    private void thought(String text, @Nullable String signature) {
        var own = Signatures.forOpenAi(signature);
        if (own == null || !thinks) {
            drops.add("reasoning_content");
            return;
        }
        var item = items.addObject().put("type", "reasoning");
        var summary = item.putArray("summary");
        if (!text.isEmpty()) {
            summary.addObject().put("type", "summary_text").put("text", text);
        }
        item.put("encrypted_content", own);
    }

    private ObjectNode part(Part part, boolean said) {
        var node = Json.object();
        switch (part) {
            case Part.Text(String text, CacheHint cache) -> {
                drops.ifGiven(CacheHints.FIELD, cache);
                node.put("type", said ? "output_text" : "input_text").put("text", text);
            }
            case Part.Refusal(String text) -> node.put("type", "refusal").put("refusal", text);
            case Part.Image(Source source, String detail, CacheHint cache) -> {
                drops.ifGiven(CacheHints.FIELD, cache);
                node.put("type", "input_image").put("detail", detail == null ? "auto" : detail);
                switch (source) {
                    case Source.Url(String url) -> node.put("image_url", url);
                    case Source.Inline inline -> node.put("image_url", DataUrl.write(inline));
                    case Source.FileId(String id) -> node.put("file_id", id);
                }
            }
            case Part.File(Source source, String name, CacheHint cache) -> {
                drops.ifGiven(CacheHints.FIELD, cache);
                node.put("type", "input_file");
                switch (source) {
                    case Source.Url(String url) -> node.put("file_url", url);
                    case Source.Inline inline ->
                        node.put("filename", name == null ? "document" : name).put("file_data", DataUrl.write(inline));
                    case Source.FileId(String id) -> node.put("file_id", id);
                }
            }
            case Part.Audio _ -> throw Turns.noAudio();
            case Part.ToolCall _, Part.ToolResult _, Part.Thinking _, Part.HiddenThinking _ ->
                throw new IllegalStateException("an item of its own");
        }
        return node;
    }
}
