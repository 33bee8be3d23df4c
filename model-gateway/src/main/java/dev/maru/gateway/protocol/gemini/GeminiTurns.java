package dev.maru.gateway.protocol.gemini;

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
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes turns as contents. */
final class GeminiTurns {
    /** Google's word for a call that came from elsewhere, or whose signature was lost on the way. */
    private static final String UNSIGNED = "skip_thought_signature_validator";

    private static final String SIGNATURE = "thoughtSignature";

    private final List<Turn> turns;
    private final Map<String, String> callNames;
    private final boolean signed;
    private final Drops drops;

    /** @param signed whether the model refuses calls without a signature */
    GeminiTurns(List<Turn> turns, boolean signed, Drops drops) {
        this.turns = turns;
        this.callNames = Turns.callNames(turns);
        this.signed = signed;
        this.drops = drops;
    }

    ArrayNode write() {
        var contents = Json.array();
        for (var turn : Turns.alternating(turns)) {
            var parts = turn.role() == Role.ASSISTANT ? said(turn.parts()) : asked(turn.parts());
            if (!parts.isEmpty()) {
                contents.addObject()
                        .put("role", turn.role() == Role.ASSISTANT ? "model" : "user")
                        .set("parts", parts);
            }
        }
        return contents;
    }

    /** What the model said: a signature belongs to the part that follows the thoughts. */
    private ArrayNode said(List<Part> said) {
        var parts = Json.array();
        String pending = null;
        boolean called = false;
        for (var part : said) {
            switch (part) {
                case Part.Thinking(String text, String signature) -> {
                    if (!text.isEmpty()) {
                        parts.addObject().put("text", text).put("thought", true);
                    }
                    var own = Signatures.forGoogle(signature);
                    drops.ifGiven("thought_signature", own == null ? signature : null);
                    pending = own == null ? pending : own;
                }
                case Part.HiddenThinking _ -> drops.add("redacted_thinking");
                case Part.ToolCall call -> {
                    var node = call(call);
                    var own = Signatures.forGoogle(call.signature());
                    drops.ifGiven("thought_signature", own == null ? call.signature() : null);
                    var signature = own == null ? pending : own;
                    if (signature != null) {
                        node.put(SIGNATURE, signature);
                    } else if (signed && !called) {
                        node.put(SIGNATURE, UNSIGNED);
                    }
                    pending = null;
                    called = true;
                    parts.add(node);
                }
                case Part.Text _, Part.Image _, Part.File _, Part.Audio _, Part.ToolResult _, Part.Refusal _ -> {
                    var node = part(part);
                    if (node != null) {
                        if (pending != null) {
                            node.put(SIGNATURE, pending);
                            pending = null;
                        }
                        parts.add(node);
                    }
                }
            }
        }
        if (pending != null) {
            parts.addObject().put("text", "").put(SIGNATURE, pending);
        }
        return parts;
    }

    private ArrayNode asked(List<Part> asked) {
        var parts = Json.array();
        var shown = new ArrayList<Part>();
        for (var part : asked) {
            if (part instanceof Part.ToolResult result) {
                parts.add(result(result));
                result.content().stream()
                        .filter(piece -> !(piece instanceof Part.Text))
                        .forEach(shown::add);
            }
        }
        // What tools show cannot stand inside their answers on every model; it follows them.
        shown.addAll(asked);
        for (var part : shown) {
            var node = part instanceof Part.ToolResult ? null : part(part);
            if (node != null) {
                parts.add(node);
            }
        }
        return parts;
    }

    private ObjectNode call(Part.ToolCall call) {
        drops.ifGiven(CacheHints.FIELD, call.cache());
        var node = Json.object();
        var function = node.putObject("functionCall");
        id(function, call.id());
        function.put("name", call.name()).set("args", Json.objectOrEmpty(call.arguments()));
        return node;
    }

    private static void id(ObjectNode function, String id) {
        if (!id.startsWith(GeminiAnswerReader.INVENTED)) {
            function.put("id", id);
        }
    }

    private ObjectNode result(Part.ToolResult result) {
        drops.ifGiven(CacheHints.FIELD, result.cache());
        var name = callNames.get(result.callId());
        if (name == null) {
            throw new ProtocolException(
                    "messages", "The result of " + result.callId() + " answers no call of the conversation.");
        }
        var text = new StringBuilder();
        for (var part : result.content()) {
            if (part instanceof Part.Text piece) {
                text.append(text.isEmpty() ? "" : "\n").append(piece.text());
                drops.ifGiven(CacheHints.FIELD, piece.cache());
            }
        }
        var node = Json.object();
        var response = node.putObject("functionResponse");
        id(response, result.callId());
        response.put("name", name).set("response", object(text.toString(), result.failed()));
        return node;
    }

    /** Google takes objects only. */
    private static ObjectNode object(String text, boolean failed) {
        if (failed) {
            return Json.object().put("error", text);
        }
        try {
            if (Json.MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            return Json.object().put("result", text);
        }
        return Json.object().put("result", text);
    }

    /** Null if nothing is left of the part. */
    private @Nullable ObjectNode part(Part part) {
        return switch (part) {
            case Part.Text(String text, CacheHint cache) -> {
                drops.ifGiven(CacheHints.FIELD, cache);
                yield text.isEmpty() ? null : Json.object().put("text", text);
            }
            case Part.Refusal(String text) -> Json.object().put("text", text);
            case Part.Image(Source source, String detail, CacheHint cache) -> {
                drops.ifGiven(CacheHints.FIELD, cache);
                drops.ifGiven("detail", "auto".equals(detail) ? null : detail);
                yield data(source);
            }
            case Part.File(Source source, String _, CacheHint cache) -> {
                drops.ifGiven(CacheHints.FIELD, cache);
                yield data(source);
            }
            case Part.Audio(String format, String base64) -> inline("audio/" + format, base64);
            case Part.ToolCall _, Part.ToolResult _, Part.Thinking _, Part.HiddenThinking _ -> null;
        };
    }

    private static ObjectNode data(Source source) {
        return switch (source) {
            case Source.Inline(String type, String base64) -> inline(type, base64);
            case Source.Url(String url) -> {
                var node = Json.object();
                var file = node.putObject("fileData").put("fileUri", url);
                var type = URLConnection.guessContentTypeFromName(url);
                if (type != null) {
                    file.put("mimeType", type);
                }
                yield node;
            }
            case Source.FileId _ ->
                throw new ProtocolException(
                        "messages", "This model's provider does not have that file; send its bytes or its address.");
        };
    }

    private static ObjectNode inline(String type, String base64) {
        var node = Json.object();
        node.putObject("inlineData").put("mimeType", type).put("data", base64);
        return node;
    }
}
