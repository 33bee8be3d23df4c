package dev.maru.testing.provider;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the provider reads from a request for an answer; OpenAI and Anthropic agree on all of it. */
record Prompt(
        String model, boolean streamed, boolean usageWanted, long input, String lastUserText, long limit, int choices) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Reads the body.
     *
     * @throws IllegalArgumentException if it is not a request
     */
    static Prompt read(byte[] body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("We could not parse the JSON body of your request.", e);
        }
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
