package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.ScriptedProvider;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official clients of Anthropic and OpenAI for Java, each to a provider of its own protocol and of another. */
class ProtocolClientsIT {
    private static final RunningMaru MARU = RunningMaru.shared();
    private static final ScriptedProvider PROVIDER = ScriptedProvider.start();
    private static AnthropicClient anthropic;
    private static OpenAIClient openAi;

    @BeforeAll
    static void connect() {
        connect("speaks-openai", ConnectionKind.OPENAI);
        connect("speaks-anthropic", ConnectionKind.ANTHROPIC);
        var key = MARU.sampleKey("call");
        anthropic = AnthropicOkHttpClient.builder()
                .baseUrl(MARU.url("/").toString().replaceAll("/$", ""))
                .apiKey(key)
                .maxRetries(0)
                .build();
        openAi = OpenAIOkHttpClient.builder()
                .baseUrl(MARU.url("/v1").toString())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static void connect(String slug, ConnectionKind kind) {
        var owner = MARU.owner();
        var connection = MARU.bean(ConnectionService.class)
                .create(
                        owner,
                        new NewConnection(
                                new ConnectionSlug(slug),
                                slug,
                                kind,
                                PROVIDER.baseUrl().toString(),
                                "test-key-0123456789",
                                DisconnectPolicy.DRAIN));
        MARU.bean(CatalogService.class).importModels(owner, connection.id());
    }

    @AfterAll
    static void stop() {
        anthropic.close();
        openAi.close();
        PROVIDER.close();
    }

    @BeforeEach
    void quiet() {
        PROVIDER.reset();
    }

    private static Endpoint endpoint(String slug) {
        return slug.equals("speaks-openai") ? Endpoint.CHAT : Endpoint.MESSAGES;
    }

    private static MessageCreateParams.Builder message(String slug) {
        return MessageCreateParams.builder()
                .model(slug + "/scripted-large")
                .maxTokens(100)
                .addUserMessage("Say something");
    }

    @ParameterizedTest
    @ValueSource(strings = {"speaks-openai", "speaks-anthropic"})
    void anthropicsClientGetsAnswersWholeAndStreamed(String slug) {
        PROVIDER.script(endpoint(slug), Answer.of("안녕", " Claude"), Answer.of("in", " pieces"));

        var whole = anthropic.messages().create(message(slug).build());

        assertThat(whole.content().getFirst().asText().text()).isEqualTo("안녕 Claude");
        assertThat(whole.usage().outputTokens()).isPositive();
        try (var stream = anthropic.messages().createStreaming(message(slug).build())) {
            var text = stream.stream()
                    .filter(RawMessageStreamEvent::isContentBlockDelta)
                    .map(event -> event.asContentBlockDelta().delta().asText().text())
                    .collect(Collectors.joining());
            assertThat(text).isEqualTo("in pieces");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"speaks-openai", "speaks-anthropic"})
    void anthropicsClientGetsCallsOfTools(String slug) {
        PROVIDER.script(
                endpoint(slug), Reply.ToolCalls.of(new Reply.ToolCall("call_1", "weather", "{\"city\":\"Seoul\"}")));
        var schema = Tool.InputSchema.builder()
                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build();

        var answer = anthropic
                .messages()
                .create(message(slug)
                        .addTool(Tool.builder()
                                .name("weather")
                                .inputSchema(schema)
                                .build())
                        .build());

        var call = answer.content().getFirst().asToolUse();
        assertThat(call.name()).isEqualTo("weather");
        assertThat(call._input().toString()).contains("Seoul");
    }

    @Test
    void anthropicsClientRaisesErrorsAsItsOwn() {
        var stranger = AnthropicOkHttpClient.builder()
                .baseUrl(MARU.url("/").toString().replaceAll("/$", ""))
                .apiKey("maru_nobody")
                .maxRetries(0)
                .build();
        assertThatThrownBy(() ->
                        stranger.messages().create(message("speaks-openai").build()))
                .isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"speaks-openai", "speaks-anthropic"})
    void openAisClientGetsResponsesWholeAndStreamed(String slug) {
        PROVIDER.script(endpoint(slug), Answer.of("a", " response"), Answer.of("in", " events"));
        var params = ResponseCreateParams.builder()
                .model(slug + "/scripted-large")
                .input("Say something")
                .build();

        var whole = openAi.responses().create(params);

        assertThat(whole.output()
                        .getFirst()
                        .asMessage()
                        .content()
                        .getFirst()
                        .asOutputText()
                        .text())
                .isEqualTo("a response");
        try (var stream = openAi.responses().createStreaming(params)) {
            var text = stream.stream()
                    .flatMap(event -> event.outputTextDelta().stream())
                    .map(delta -> delta.delta())
                    .collect(Collectors.joining());
            assertThat(text).isEqualTo("in events");
        }
    }

    @Test
    void openAisClientGetsEmbeddings() {
        var answer = openAi.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("speaks-openai/scripted-large")
                        .input("some text")
                        .build());

        assertThat(answer.data().getFirst().embedding()).isNotEmpty();
    }
}
