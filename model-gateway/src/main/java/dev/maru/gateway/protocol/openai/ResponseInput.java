package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.DataUrl;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest.Role;
import dev.maru.gateway.protocol.ModelRequest.Turn;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.Part.Source;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.protocol.SignedCallId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the items of a response's input into turns: what the model thought, said and called in a row is one turn. */
final class ResponseInput {
    private final List<Turn> turns = new ArrayList<>();

    ResponseInput(@Nullable String instructions) {
        if (instructions != null && !instructions.isEmpty()) {
            add(Role.SYSTEM, List.of(new Part.Text(instructions, null)));
        }
    }

    List<Turn> read(JsonNode input) {
        if (input.isString()) {
            add(Role.USER, List.of(new Part.Text(input.stringValue(), null)));
        } else if (input.isArray() && !input.isEmpty()) {
            int index = 0;
            for (var item : input) {
                item(item, "input[" + index++ + "]");
            }
        } else {
            throw new ProtocolException("input", "input must be a text or a list of items.");
        }
        return turns;
    }

    private void add(Role role, List<Part> parts) {
        var last = turns.isEmpty() ? null : turns.getLast();
        if (last != null && last.role() == role && (role == Role.ASSISTANT || role == Role.TOOL)) {
            var merged = new ArrayList<>(last.parts());
            merged.addAll(parts);
            turns.set(turns.size() - 1, new Turn(role, merged));
        } else {
            turns.add(new Turn(role, parts));
        }
    }

    private void item(JsonNode item, String at) {
        switch (Json.text(item, "type", "message")) {
            case "message" -> add(role(item, at), content(item.path("content"), at));
            case "function_call" -> {
                var id = SignedCallId.parse(required(item, "call_id", at));
                add(
                        Role.ASSISTANT,
                        List.of(new Part.ToolCall(
                                id.id(),
                                required(item, "name", at),
                                Json.text(item, "arguments", "{}"),
                                id.signature(),
                                null)));
            }
            case "function_call_output" -> {
                var id = SignedCallId.parse(required(item, "call_id", at)).id();
                add(Role.TOOL, List.of(new Part.ToolResult(id, content(item.path("output"), at), false, null)));
            }
            case "reasoning" -> add(Role.ASSISTANT, List.of(thought(item)));
            case "item_reference" ->
                throw new ProtocolException(at, at + ": nothing is stored here; send the item itself.");
            default ->
                throw new ProtocolException(
                        at, at + ".type cannot be carried to this model: only messages, functions and reasoning can.");
        }
    }

    private static Role role(JsonNode item, String at) {
        return switch (Json.text(item, "role", "")) {
            case "system", "developer" -> Role.SYSTEM;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            default -> throw new ProtocolException(at, at + ".role must be system, developer, user or assistant.");
        };
    }

    private static Part thought(JsonNode item) {
        var text = ResponseAnswerReader.thoughts(item);
        var encrypted = Json.filled(item, "encrypted_content");
        return text.isEmpty() && encrypted != null
                ? new Part.HiddenThinking(encrypted)
                : new Part.Thinking(text, encrypted);
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
        return switch (Json.text(part, "type", "")) {
            case "input_text", "output_text", "text" -> new Part.Text(Json.text(part, "text", ""), null);
            case "refusal" -> new Part.Refusal(Json.text(part, "refusal", ""));
            case "input_image" -> {
                var id = Json.text(part, "file_id");
                var source = id == null ? DataUrl.read(at, required(part, "image_url", at)) : new Source.FileId(id);
                yield new Part.Image(source, Json.text(part, "detail"), null);
            }
            case "input_file" -> new Part.File(file(part, at), Json.text(part, "filename"), null);
            case "input_audio" ->
                new Part.Audio(
                        Json.text(part.path("input_audio"), "format", "wav"),
                        required(part.path("input_audio"), "data", at));
            default ->
                throw new ProtocolException(
                        at,
                        at + ".type must be input_text, input_image, input_file, input_audio, output_text or refusal.");
        };
    }

    private static Source file(JsonNode part, String at) {
        var id = Json.text(part, "file_id");
        var url = Json.text(part, "file_url");
        return id != null
                ? new Source.FileId(id)
                : url != null ? new Source.Url(url) : DataUrl.read(at, required(part, "file_data", at));
    }

    private static String required(JsonNode node, String field, String at) {
        var text = Json.text(node, field);
        if (text == null || text.isEmpty()) {
            throw new ProtocolException(at, at + "." + field + " is missing.");
        }
        return text;
    }
}
