package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.CacheHints;
import dev.maru.gateway.protocol.DataUrl;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest.Role;
import dev.maru.gateway.protocol.ModelRequest.Turn;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.Part.Source;
import dev.maru.gateway.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the messages of a chat. */
final class ChatMessages {
    private ChatMessages() {}

    /** @param at where the message stands, for what is wrong with it */
    static Turn read(JsonNode message, String at) {
        return switch (Json.text(message, "role", "")) {
            case "system", "developer" -> new Turn(Role.SYSTEM, content(message.path("content"), at));
            case "user" -> new Turn(Role.USER, content(message.path("content"), at));
            case "assistant" -> new Turn(Role.ASSISTANT, assistant(message, at));
            case "tool" -> new Turn(Role.TOOL, List.of(result(message, at)));
            default ->
                throw new ProtocolException(at, at + ".role must be system, developer, user, assistant or tool.");
        };
    }

    private static List<Part> content(JsonNode content, String at) {
        if (content.isString()) {
            return content.stringValue().isEmpty() ? List.of() : List.of(new Part.Text(content.stringValue(), null));
        }
        var parts = new ArrayList<Part>();
        int index = 0;
        for (var part : content) {
            parts.add(part(part, at + ".content[" + index++ + "]"));
        }
        return parts;
    }

    private static Part part(JsonNode part, String at) {
        var cache = CacheHints.read(part);
        return switch (Json.text(part, "type", "")) {
            case "text" -> new Part.Text(Json.text(part, "text", ""), cache);
            case "refusal" -> new Part.Refusal(Json.text(part, "refusal", ""));
            case "image_url" -> {
                var image = part.path("image_url");
                var url = image.isString() ? image.stringValue() : Json.text(image, "url");
                yield new Part.Image(
                        DataUrl.read(at, required(url, at + ".image_url.url")), Json.text(image, "detail"), cache);
            }
            case "input_audio" -> {
                var audio = part.path("input_audio");
                yield new Part.Audio(
                        Json.text(audio, "format", "wav"), required(Json.text(audio, "data"), at + ".input_audio"));
            }
            case "file" -> {
                var file = part.path("file");
                var id = Json.text(file, "file_id");
                var source = id == null
                        ? DataUrl.read(at, required(Json.text(file, "file_data"), at + ".file"))
                        : new Source.FileId(id);
                yield new Part.File(source, Json.text(file, "filename"), cache);
            }
            default ->
                throw new ProtocolException(at, at + ".type must be text, image_url, input_audio, file or refusal.");
        };
    }

    private static List<Part> assistant(JsonNode message, String at) {
        var parts = new ArrayList<Part>(thoughts(message));
        parts.addAll(content(message.path("content"), at));
        var refusal = Json.text(message, "refusal", "");
        if (!refusal.isEmpty()) {
            parts.add(new Part.Refusal(refusal));
        }
        for (var call : message.path("tool_calls")) {
            var function = call.path("function");
            var arguments = function.path("arguments");
            parts.add(new Part.ToolCall(
                    Json.text(call, "id", ""),
                    required(Json.text(function, "name"), at + ".tool_calls.function.name"),
                    arguments.isMissingNode() ? "{}" : Json.asText(arguments),
                    signature(call),
                    CacheHints.read(call)));
        }
        return parts;
    }

    /** Google's own dialect, and the one of LiteLLM. */
    static @Nullable String signature(JsonNode call) {
        var google = Json.text(call.path("extra_content").path("google"), "thought_signature");
        return google == null ? Json.text(call.path("provider_specific_fields"), "thought_signature") : google;
    }

    private static List<Part> thoughts(JsonNode message) {
        var thoughts = new ArrayList<Part>();
        for (var block : message.path("thinking_blocks")) {
            var data = Json.text(block, "data");
            thoughts.add(
                    data == null
                            ? new Part.Thinking(Json.text(block, "thinking", ""), Json.filled(block, "signature"))
                            : new Part.HiddenThinking(data));
        }
        if (thoughts.isEmpty()) {
            message.path("reasoning_details").forEach(detail -> thoughts.add(detail(detail)));
        }
        var text = Json.text(message, "reasoning_content", Json.text(message, "reasoning", ""));
        if (thoughts.isEmpty() && !text.isEmpty()) {
            thoughts.add(new Part.Thinking(text, null));
        }
        return thoughts;
    }

    private static Part detail(JsonNode detail) {
        var data = Json.text(detail, "data");
        return data == null
                ? new Part.Thinking(
                        Json.text(detail, "text", Json.text(detail, "summary", "")), Json.filled(detail, "signature"))
                : new Part.HiddenThinking(data);
    }

    private static Part result(JsonNode message, String at) {
        return new Part.ToolResult(
                required(Json.text(message, "tool_call_id"), at + ".tool_call_id"),
                content(message.path("content"), at),
                false,
                CacheHints.read(message));
    }

    private static String required(@Nullable String text, String field) {
        if (text == null || text.isEmpty()) {
            throw new ProtocolException(field, field + " is missing.");
        }
        return text;
    }
}
