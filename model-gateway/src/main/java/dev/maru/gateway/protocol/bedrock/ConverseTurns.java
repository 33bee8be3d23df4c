package dev.maru.gateway.protocol.bedrock;

import static dev.maru.gateway.protocol.bedrock.ConverseRequestWriter.cachePoint;

import dev.maru.gateway.protocol.CacheHint;
import dev.maru.gateway.protocol.Drops;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest.Role;
import dev.maru.gateway.protocol.ModelRequest.Turn;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.Part.Source;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.protocol.Signatures;
import dev.maru.gateway.protocol.Turns;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes turns as messages of Converse; a cache point follows what is to be kept. */
final class ConverseTurns {
    private final Drops drops;
    private int documents;

    ConverseTurns(Drops drops) {
        this.drops = drops;
    }

    ArrayNode write(List<Turn> turns) {
        var messages = Json.array();
        for (var turn : Turns.alternating(turns)) {
            var content = Json.array();
            turn.parts().forEach(part -> add(content, part));
            if (!content.isEmpty()) {
                var role = turn.role() == Role.ASSISTANT ? "assistant" : "user";
                messages.addObject().put("role", role).set("content", content);
            }
        }
        return messages;
    }

    private void add(ArrayNode content, Part part) {
        switch (part) {
            case Part.Text(String text, CacheHint cache) -> {
                if (!text.isBlank()) {
                    content.addObject().put("text", text);
                    cachePoint(content, cache);
                }
            }
            case Part.Refusal(String text) -> content.addObject().put("text", text);
            case Part.Image(Source source, String detail, CacheHint cache) -> {
                drops.ifGiven("detail", "auto".equals(detail) ? null : detail);
                image(content.addObject().putObject("image"), source);
                cachePoint(content, cache);
            }
            case Part.File(Source source, String name, CacheHint cache) -> {
                document(content.addObject().putObject("document"), source, name);
                cachePoint(content, cache);
            }
            case Part.Audio _ -> throw Turns.noAudio();
            case Part.ToolCall call -> {
                content.addObject()
                        .putObject("toolUse")
                        .put("toolUseId", id(call.id()))
                        .put("name", call.name())
                        .set("input", Json.objectOrEmpty(call.arguments()));
                drops.ifGiven("thought_signature", call.signature());
                cachePoint(content, call.cache());
            }
            case Part.ToolResult result -> {
                var node = content.addObject().putObject("toolResult").put("toolUseId", id(result.callId()));
                var inner = node.putArray("content");
                result.content().forEach(piece -> add(inner, piece));
                if (result.failed()) {
                    node.put("status", "error");
                }
                cachePoint(content, result.cache());
            }
            case Part.Thinking(String text, String signature) -> {
                var own = Signatures.forClaude(signature);
                if (own == null) {
                    drops.add("reasoning_content");
                } else {
                    content.addObject()
                            .putObject("reasoningContent")
                            .putObject("reasoningText")
                            .put("text", text)
                            .put("signature", own);
                }
            }
            case Part.HiddenThinking(String data) -> {
                if (Signatures.forClaude(data) == null) {
                    drops.add("redacted_thinking");
                } else {
                    content.addObject().putObject("reasoningContent").put("redactedContent", data);
                }
            }
        }
    }

    private static String id(String id) {
        return id.replaceAll("[^a-zA-Z0-9_.:-]", "_");
    }

    private static void image(ObjectNode image, Source source) {
        switch (source) {
            case Source.Inline(String type, String base64) ->
                image.put("format", type.substring(type.indexOf('/') + 1).replace("jpg", "jpeg"))
                        .putObject("source")
                        .put("bytes", base64);
            case Source.Url(String url) -> {
                var dot = url.substring(url.lastIndexOf('.') + 1);
                s3(image.put("format", dot.replace("jpg", "jpeg")), url);
            }
            case Source.FileId _ -> throw onlyBytes();
        }
    }

    private void document(ObjectNode document, Source source, @Nullable String name) {
        switch (source) {
            case Source.Inline(String type, String base64) ->
                document.put("format", format(type))
                        .put("name", name(name))
                        .putObject("source")
                        .put("bytes", base64);
            case Source.Url(String url) ->
                s3(
                        document.put("format", url.substring(url.lastIndexOf('.') + 1))
                                .put("name", name(name)),
                        url);
            case Source.FileId _ -> throw onlyBytes();
        }
    }

    private static void s3(ObjectNode holder, String url) {
        if (!url.startsWith("s3://")) {
            throw onlyBytes();
        }
        holder.putObject("source").putObject("s3Location").put("uri", url);
    }

    private static ProtocolException onlyBytes() {
        return new ProtocolException(
                "messages", "This model's provider fetches nothing from the web; send the bytes, or an s3:// address.");
    }

    /** Names hold few characters, and none may stand for two documents. */
    private String name(@Nullable String name) {
        var number = ++documents;
        var plain = name == null
                ? ""
                : name.replaceAll("[^a-zA-Z0-9 ()\\[\\]-]", " ")
                        .replaceAll(" +", " ")
                        .strip();
        return (plain.isEmpty() ? "document" : plain) + (number == 1 ? "" : " (" + number + ")");
    }

    private static String format(String type) {
        return switch (type) {
            case "application/pdf" -> "pdf";
            case "text/csv" -> "csv";
            case "application/msword" -> "doc";
            case "application/vnd.openxmlformats-officedocument.wordprocessingml.document" -> "docx";
            case "application/vnd.ms-excel" -> "xls";
            case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" -> "xlsx";
            case "text/html" -> "html";
            case "text/markdown" -> "md";
            case "text/plain", "application/json" -> "txt";
            default ->
                throw new ProtocolException(
                        "messages", "This model reads no documents of type " + type + "; send PDF or text.");
        };
    }
}
