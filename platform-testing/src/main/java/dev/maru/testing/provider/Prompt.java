package dev.maru.testing.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the provider reads from a request for an answer; of other protocols it reads what the user says. */
record Prompt(
        String model, boolean streamed, boolean usageWanted, long input, String lastUserText, long limit, int choices) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Reads the body.
     *
     * @throws IllegalArgumentException if it is not a request
     */
    static Prompt read(Endpoint endpoint, ReceivedRequest request) {
        JsonNode json;
        try {
            json = JSON.readTree(request.body());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("We could not parse the JSON body of your request.", e);
        }
        return switch (endpoint) {
            case RESPONSES -> response(json);
            case GEMINI -> generation(json, request.path());
            case CONVERSE -> conversation(json, request.path());
            case CHAT, MESSAGES, EMBEDDINGS, GEMINI_EMBEDDINGS, RERANK, MODELS -> chat(json);
        };
    }

    private static Prompt response(JsonNode json) {
        var input = json.path("input");
        if (!json.path("model").isString() || input.isMissingNode()) {
            throw new IllegalArgumentException("you must provide a model and an input");
        }
        var texts = input.isString()
                ? List.of(input.stringValue())
                : input.valueStream()
                        .filter(item -> item.path("role").asString("").equals("user"))
                        .map(item -> Words.text(item.path("content")))
                        .toList();
        return of(
                json.path("model").stringValue(),
                json.path("stream").asBoolean(false),
                texts,
                json.path("max_output_tokens").asLong(Long.MAX_VALUE));
    }

    private static Prompt generation(JsonNode json, String path) {
        if (!json.path("contents").isArray()) {
            throw new IllegalArgumentException("contents is not specified");
        }
        int colon = path.lastIndexOf(':');
        return of(
                path.substring(path.lastIndexOf('/') + 1, colon),
                path.endsWith(":streamGenerateContent"),
                json.path("contents")
                        .valueStream()
                        .filter(content -> content.path("role").asString("user").equals("user"))
                        .map(content -> Words.text(content.path("parts")))
                        .toList(),
                json.path("generationConfig").path("maxOutputTokens").asLong(Long.MAX_VALUE));
    }

    private static Prompt conversation(JsonNode json, String path) {
        if (!json.path("messages").isArray()) {
            throw new IllegalArgumentException("The messages field is missing.");
        }
        var named = path.substring(0, path.lastIndexOf('/'));
        return of(
                URLDecoder.decode(named.substring(named.lastIndexOf('/') + 1), StandardCharsets.UTF_8),
                path.endsWith("/converse-stream"),
                json.path("messages")
                        .valueStream()
                        .filter(message -> message.path("role").asString("").equals("user"))
                        .map(message -> Words.text(message.path("content")))
                        .toList(),
                json.path("inferenceConfig").path("maxTokens").asLong(Long.MAX_VALUE));
    }

    private static Prompt of(String model, boolean streamed, List<String> texts, long limit) {
        long input = texts.stream().mapToLong(Words::count).sum();
        return new Prompt(model, streamed, true, input, texts.isEmpty() ? "" : texts.getLast(), limit, 1);
    }

    private static Prompt chat(JsonNode json) {
        if (!json.path("model").isString() || !json.path("messages").isArray()) {
            throw new IllegalArgumentException("you must provide a model and messages");
        }
        var lastUserText = "";
        long input = Words.count(Words.text(json.path("system")));
        for (var message : json.path("messages")) {
            var text = Words.text(message.path("content"));
            input += Words.count(text);
            if ("user".equals(message.path("role").asString(""))) {
                lastUserText = text;
            }
        }
        long limit = json.path("max_completion_tokens")
                .asLong(json.path("max_tokens").asLong(Long.MAX_VALUE));
        return new Prompt(
                json.path("model").stringValue(),
                json.path("stream").asBoolean(false),
                json.path("stream_options").path("include_usage").asBoolean(false),
                input,
                lastUserText,
                limit,
                json.path("n").asInt(1));
    }
}
