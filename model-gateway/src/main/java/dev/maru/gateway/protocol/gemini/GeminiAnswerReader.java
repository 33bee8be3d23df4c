package dev.maru.gateway.protocol.gemini;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerEvent.FinishReason;
import dev.maru.gateway.protocol.AnswerReader;
import dev.maru.gateway.protocol.FaultCodes;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ProviderFault;
import dev.maru.gateway.protocol.Signatures;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads generated content: the pieces of a stream have the form of the whole, and no mark at their end. */
final class GeminiAnswerReader implements AnswerReader {
    /** Begins the ids of calls that Google gave none; it gets none back either. */
    static final String INVENTED = "gc_";

    private static final int MOST_CANDIDATES = 128;

    /** The number of calls by candidate. */
    private final Map<Integer, Integer> calls = new HashMap<>();

    private final BitSet begun = new BitSet();
    private final BitSet finished = new BitSet();
    private boolean started;
    private boolean ended;
    private String responseId = "";

    @Override
    public void whole(byte[] body, Consumer<AnswerEvent> events) {
        read(Json.parse(body), events);
        ended = true;
    }

    @Override
    public void event(@Nullable String name, byte[] data, Consumer<AnswerEvent> events) {
        read(Json.parse(data), events);
    }

    private void read(JsonNode chunk, Consumer<AnswerEvent> events) {
        if (chunk.path("error").isObject()) {
            ended = true;
            events.accept(new AnswerEvent.Failed(GeminiFaults.read(0, chunk.path("error"))));
            return;
        }
        if (!started) {
            started = true;
            responseId = Json.text(chunk, "responseId", "");
            events.accept(new AnswerEvent.Started(Json.text(chunk, "responseId"), Json.text(chunk, "modelVersion")));
        }
        var usage = chunk.path("usageMetadata");
        if (usage.isObject()) {
            events.accept(new AnswerEvent.Used(GeminiUsage.read(usage)));
        }
        if (Json.text(chunk.path("promptFeedback"), "blockReason") != null) {
            finish(0, FinishReason.CONTENT_FILTER, events);
        }
        for (var candidate : chunk.path("candidates")) {
            candidate(candidate, events);
        }
    }

    private void candidate(JsonNode candidate, Consumer<AnswerEvent> events) {
        int choice = Math.clamp(candidate.path("index").asInt(0), 0, MOST_CANDIDATES);
        begun.set(choice);
        for (var part : candidate.path("content").path("parts")) {
            part(choice, part, events);
        }
        citations(choice, candidate.path("groundingMetadata"), events);
        var reason = Json.text(candidate, "finishReason");
        if (reason != null) {
            finished(choice, reason, Json.text(candidate, "finishMessage", ""), events);
        }
    }

    private void part(int choice, JsonNode part, Consumer<AnswerEvent> events) {
        var signature = Signatures.ofGoogle(Json.text(part, "thoughtSignature"));
        var text = Json.text(part, "text");
        if (part.path("functionCall").isObject()) {
            call(choice, part.path("functionCall"), signature, events);
            return;
        }
        boolean thought = part.path("thought").asBoolean(false);
        if (thought && text != null && !text.isEmpty()) {
            events.accept(new AnswerEvent.Thinking(choice, text));
        }
        if (signature != null) {
            events.accept(new AnswerEvent.ThinkingSigned(choice, signature));
        }
        if (!thought && text != null && !text.isEmpty()) {
            events.accept(new AnswerEvent.Text(choice, text));
        }
    }

    private void call(int choice, JsonNode call, @Nullable String signature, Consumer<AnswerEvent> events) {
        int number = calls.merge(choice, 1, Integer::sum) - 1;
        var name = Json.text(call, "name", "");
        var arguments = call.path("args").isObject() ? call.path("args").toString() : "{}";
        var id = Json.text(call, "id", "");
        if (id.isEmpty()) {
            var origin = responseId.isEmpty()
                    ? Integer.toHexString(Objects.hash(name, arguments))
                    : responseId.replaceAll("[^a-zA-Z0-9_-]", "_");
            id = INVENTED + origin + "_" + choice + "_" + number;
        }
        events.accept(new AnswerEvent.ToolCallBegun(choice, number, id, name, signature));
        events.accept(new AnswerEvent.ToolArguments(choice, number, arguments));
    }

    private static void citations(int choice, JsonNode grounding, Consumer<AnswerEvent> events) {
        var annotations = Json.array();
        for (var chunk : grounding.path("groundingChunks")) {
            var web = chunk.path("web");
            var uri = Json.text(web, "uri");
            if (uri != null) {
                annotations
                        .addObject()
                        .put("type", "url_citation")
                        .putObject("url_citation")
                        .put("url", uri)
                        .put("title", Json.text(web, "title", ""));
            }
        }
        if (!annotations.isEmpty()) {
            events.accept(new AnswerEvent.Annotated(choice, annotations));
        }
    }

    private void finished(int choice, String reason, String message, Consumer<AnswerEvent> events) {
        switch (reason) {
            case "MAX_TOKENS" -> finish(choice, FinishReason.LENGTH, events);
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> finish(choice, FinishReason.CONTENT_FILTER, events);
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE" -> {
                ended = true;
                var sentence = message.isEmpty() ? "The model wrote a call that cannot be read. Try again." : message;
                events.accept(
                        new AnswerEvent.Failed(new ProviderFault(502, sentence, reason, FaultCodes.of(message), null)));
            }
            default -> finish(choice, calls.containsKey(choice) ? FinishReason.TOOL_CALLS : FinishReason.STOP, events);
        }
    }

    private void finish(int choice, FinishReason reason, Consumer<AnswerEvent> events) {
        begun.set(choice);
        if (!finished.get(choice)) {
            finished.set(choice);
            events.accept(new AnswerEvent.Finished(choice, reason));
        }
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean complete() {
        return !begun.isEmpty() && begun.equals(finished);
    }
}
