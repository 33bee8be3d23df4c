package dev.maru.ui.playground;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Puts the chunks of a chat completion together; one thread adds to it while another looks. */
final class AnswerReader {
    private static final JsonMapper JSON = new JsonMapper();

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final TreeMap<Integer, PartialCall> calls = new TreeMap<>();
    private @Nullable String finishReason;
    private Answer.@Nullable Problem problem;
    private Answer.@Nullable Usage usage;
    private @Nullable Duration firstToken;

    /** Takes the data of one event. */
    synchronized void read(String data, Duration since) {
        if (data.isEmpty() || data.equals("[DONE]")) {
            return;
        }
        try {
            take(JSON.readTree(data), since);
        } catch (JacksonException notJson) {
            problem = new Answer.Problem(null, data);
        }
    }

    synchronized Answer answer(Duration taken) {
        List<Answer.ToolCall> made = new ArrayList<>();
        calls.values().forEach(call -> made.add(new Answer.ToolCall(call.id, call.name, call.arguments.toString())));
        return new Answer(text.toString(), reasoning.toString(), made, finishReason, problem, firstToken, taken, usage);
    }

    private void take(JsonNode chunk, Duration since) {
        var error = chunk.path("error");
        if (error.isObject()) {
            problem = new Answer.Problem(
                    string(error.path("code")), error.path("message").asString(error.toString()));
        } else if (error.isString()) {
            problem = new Answer.Problem(null, error.stringValue());
        }
        if (chunk.path("usage").isObject()) {
            usage = usage(chunk.path("usage"));
        }
        for (var choice : chunk.path("choices")) {
            if (choice.path("index").asInt(0) == 0) {
                takeChoice(choice, since);
            }
        }
    }

    private void takeChoice(JsonNode choice, Duration since) {
        var delta = choice.path("delta");
        append(text, delta.path("content"), since);
        append(text, delta.path("refusal"), since);
        append(reasoning, delta.path("reasoning_content"), since);
        append(reasoning, delta.path("reasoning"), since);
        for (var call : delta.path("tool_calls")) {
            said(since);
            // Some providers leave the index out where there is one call only.
            calls.computeIfAbsent(call.path("index").asInt(0), PartialCall::new).take(call);
        }
        var reason = string(choice.path("finish_reason"));
        finishReason = reason == null ? finishReason : reason;
    }

    private void append(StringBuilder to, JsonNode piece, Duration since) {
        if (piece.isString() && !piece.stringValue().isEmpty()) {
            said(since);
            to.append(piece.stringValue());
        }
    }

    private void said(Duration since) {
        if (firstToken == null) {
            firstToken = since;
        }
    }

    private static Answer.Usage usage(JsonNode usage) {
        return new Answer.Usage(
                usage.path("prompt_tokens").asLong(0),
                usage.path("completion_tokens").asLong(0),
                usage.path("prompt_tokens_details").path("cached_tokens").asLong(0),
                usage.path("completion_tokens_details").path("reasoning_tokens").asLong(0));
    }

    private static @Nullable String string(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }

    /** A tool call whose arguments come in pieces. */
    private static final class PartialCall {
        private String id;
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        private PartialCall(int index) {
            id = "call_" + index;
        }

        private void take(JsonNode call) {
            id = call.path("id").asString(id);
            name = call.path("function").path("name").asString(name);
            arguments.append(call.path("function").path("arguments").asString(""));
        }
    }
}
