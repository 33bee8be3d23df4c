package dev.maru.ui.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.prompts.content.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatRequestTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Question NOTHING = new Question("", List.of());
    private static final Question.Picture PICTURE =
            new Question.Picture("a.png", PictureType.PNG, "abc".getBytes(StandardCharsets.UTF_8));

    @Test
    void namesAnUneditedVersionAndSendsNothingOfItsOwn() {
        var prompt = new ChatRequest.Prompt.Registered("support/answer", 3, null, JSON.readTree("{\"q\":\"x\"}"));
        assertThat(json(new ChatRequest("a/b", prompt, new Question("and you?", List.of()), List.of())))
                .isEqualTo(JSON.readTree("""
                                {"model":"a/b","prompt":{"name":"support/answer","version":3,"variables":{"q":"x"}},
                                 "messages":[{"role":"user","content":"and you?"}],
                                 "stream":true,"stream_options":{"include_usage":true}}"""));
    }

    @Test
    void picturesFollowAVersionAsAMessageAndJoinOnesOwn() {
        var picture = new Question("", List.of(PICTURE));
        var part = JSON.readTree("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,YWJj\"}}");
        var registered = new ChatRequest.Prompt.Registered("p", null, "production", JSON.createObjectNode());
        assertThat(json(new ChatRequest("m", registered, picture, List.of()))
                        .path("messages")
                        .get(0)
                        .path("content"))
                .isEqualTo(JSON.createArrayNode().add(part));

        var own = json(new ChatRequest("m", own("{}"), picture, List.of())).path("messages");
        assertThat(own).hasSize(1);
        assertThat(own.get(0).path("content").get(0).path("text").asString()).isEqualTo("hello");
        assertThat(own.get(0).path("content").get(1)).isEqualTo(part);
    }

    @Test
    void sendsParametersButNeverLetsThemDecideWhatThePageDecides() {
        var body = json(new ChatRequest(
                "m", own("{\"temperature\":1,\"stream\":false,\"messages\":[],\"tools\":[]}"), NOTHING, List.of()));
        assertThat(body.path("temperature").asInt()).isEqualTo(1);
        assertThat(body.has("tools")).isTrue();
        assertThat(body.path("stream").asBoolean()).isTrue();
        assertThat(body.path("messages")).hasSize(1);
    }

    @Test
    void goesOnWithTheResultsOfTools() {
        var answer = new Answer(
                "",
                "",
                List.of(new Answer.ToolCall("call_1", "weather", "{}")),
                "tool_calls",
                null,
                null,
                Duration.ZERO,
                null);
        var messages = json(new ChatRequest("m", own("{}"), NOTHING, Turns.of(answer, Map.of("call_1", "sunny"))))
                .path("messages");
        assertThat(messages).hasSize(3);
        assertThat(messages.get(1)
                        .path("tool_calls")
                        .get(0)
                        .path("function")
                        .path("name")
                        .asString())
                .isEqualTo("weather");
        assertThat(messages.get(1).path("content").isNull()).isTrue();
        assertThat(messages.get(2))
                .isEqualTo(JSON.readTree("{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"sunny\"}"));
    }

    private static ChatRequest.Prompt own(String config) {
        return new ChatRequest.Prompt.Own(
                new JsonValue("[{\"role\":\"user\",\"content\":\"hello\"}]"), new JsonValue(config));
    }

    private static JsonNode json(ChatRequest request) {
        return JSON.readTree(request.json());
    }
}
