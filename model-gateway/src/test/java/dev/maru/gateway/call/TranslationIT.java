package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ConnectionId;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.gateway.catalog.NewModel;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.Reply.Status;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Every way in to every kind of provider, through the whole gateway over real HTTP. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranslationIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> PATHS = Map.of(
            "chat", "/v1/chat/completions",
            "responses", "/v1/responses",
            "messages", "/v1/messages");

    private RunningGateway gateway;
    private ScriptedProvider provider;
    private TestTenant tenant;

    @BeforeAll
    void start(TestDatabase database) {
        gateway = RunningGateway.start(database);
        provider = ScriptedProvider.start();
        tenant = TestTenants.create(database, "translated");
        for (var kind : ConnectionKind.choices()) {
            connect(kind);
        }
    }

    @AfterAll
    void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void quiet() {
        provider.reset();
    }

    private void connect(ConnectionKind kind) {
        var owner = tenant.caller(Role.OWNER);
        var connection = gateway.bean(ConnectionService.class)
                .create(
                        owner,
                        new NewConnection(
                                new ConnectionSlug(kind.wireName()),
                                kind.wireName(),
                                kind,
                                base(kind),
                                "test-key-0123456789abcdef",
                                DisconnectPolicy.DRAIN));
        gateway.bean(CatalogService.class).add(owner, model(connection.id()));
    }

    private static NewModel model(ConnectionId connection) {
        return new NewModel(connection, "m", "m", null, null, List.of(), "");
    }

    /** The scripted provider tells the protocols apart by their paths. */
    private String base(ConnectionKind kind) {
        var root = provider.baseUrl().resolve("/");
        return switch (kind) {
            case AZURE, BEDROCK, OFFLINE -> root.toString();
            case OPENAI, MISTRAL, ANTHROPIC, GEMINI -> root.resolve("/v1").toString();
        };
    }

    private static Endpoint endpoint(ConnectionKind kind) {
        return switch (kind) {
            case OPENAI, AZURE, MISTRAL, OFFLINE -> Endpoint.CHAT;
            case ANTHROPIC -> Endpoint.MESSAGES;
            case GEMINI -> Endpoint.GEMINI;
            case BEDROCK -> Endpoint.CONVERSE;
        };
    }

    private static Stream<Arguments> ways() {
        return PATHS.keySet().stream()
                .sorted()
                .flatMap(form -> ConnectionKind.choices().stream()
                        .flatMap(kind -> Stream.of(false, true).map(stream -> Arguments.of(form, kind, stream))));
    }

    private static String body(String form, String model, boolean stream) {
        var rest = form.equals("responses")
                ? "\"input\":\"Say something\""
                : "\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Say something\"}]";
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + "," + rest + "}";
    }

    private static String path(String form) {
        return Objects.requireNonNull(PATHS.get(form));
    }

    private HttpResponse<String> call(String form, String model, boolean stream) {
        return gateway.chat(
                gateway.request(tenant, ApiKeyId.next(), path(form)).header("content-type", "application/json"),
                body(form, model, stream));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void answersInTheClientsProtocolAndMetersExactly(String form, ConnectionKind kind, boolean stream) {
        provider.script(endpoint(kind), Answer.of("안녕", " hello").withUsage(Usage.of(7, 2)));

        var response = call(form, kind.wireName() + "/m", stream);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(text(form, stream, response.body())).isEqualTo("안녕 hello");
        assertThat(response.headers().firstValue("content-type").orElse(""))
                .startsWith(stream ? "text/event-stream" : "application/json");
        // Mistral tells usage in streams without being asked, and may not be asked; the scripted one waits for it.
        if (kind != ConnectionKind.MISTRAL || !stream) {
            assertThat(gateway.ledger(response))
                    .containsEntry("state", "exact")
                    .containsEntry("uncached_input_tokens", 7L)
                    .containsEntry("output_tokens", 2L);
        }
        assertThat(gateway.call(response)).containsEntry("outcome", "success");
    }

    /** What a client of the protocol would show. */
    private static String text(String form, boolean stream, String body) {
        var text = new StringBuilder();
        if (!stream) {
            var root = JSON.readTree(body);
            return switch (form) {
                case "chat" -> root.at("/choices/0/message/content").asString();
                case "messages" -> root.at("/content/0/text").asString();
                default -> root.at("/output/0/content/0/text").asString();
            };
        }
        for (var line : body.split("\n")) {
            if (line.startsWith("data: {")) {
                var event = JSON.readTree(line.substring(6));
                text.append(
                        switch (form) {
                            case "chat" -> event.at("/choices/0/delta/content").asString("");
                            case "messages" -> event.at("/delta/text").asString("");
                            default ->
                                event.path("type").asString("").equals("response.output_text.delta")
                                        ? event.path("delta").asString("")
                                        : "";
                        });
            }
        }
        assertThat(body)
                .contains(
                        switch (form) {
                            case "chat" -> "data: [DONE]";
                            case "messages" -> "event: message_stop";
                            default -> "response.completed";
                        });
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void saysErrorsInTheClientsProtocol(String form, ConnectionKind kind, boolean stream) {
        provider.script(endpoint(kind), Status.of(500), Status.of(500));

        var response = call(form, kind.wireName() + "/m", stream);

        assertThat(response.statusCode()).isEqualTo(502);
        var error = JSON.readTree(response.body());
        assertThat(error.at("/error/message").asString()).contains("\"" + kind.wireName() + "\"");
        assertThat(error.path("type").asString("")).isEqualTo(form.equals("messages") ? "error" : "");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void neverEndsATruncatedAnswerAsAWholeOne(String form, ConnectionKind kind, boolean stream) {
        provider.script(endpoint(kind), Reply.CutAfter.chunks(2));

        var response = call(form, kind.wireName() + "/m", stream);

        if (stream) {
            assertThat(response.body())
                    .contains("error")
                    .doesNotContain("[DONE]")
                    .doesNotContain("message_stop")
                    .doesNotContain("response.completed");
        } else {
            assertThat(response.statusCode()).isEqualTo(502);
        }
        assertThat(gateway.call(response)).containsEntry("outcome", "error");
        assertThat(gateway.ledger(response)).containsEntry("state", "estimated");
    }

    @ParameterizedTest
    @EnumSource(
            value = ConnectionKind.class,
            names = {"ANTHROPIC", "GEMINI", "BEDROCK"})
    void namesWhatATargetHasNoWordsFor(ConnectionKind kind) {
        provider.script(endpoint(kind), Answer.of("ok"));

        var response = gateway.chat(tenant, """
                {"model":"%s/m","logit_bias":{"50256":-100},"messages":[{"role":"user","content":"x"}]}""".formatted(kind.wireName()));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("maru-dropped-params").orElse(""))
                .contains("logit_bias");
    }

    @Test
    void passesEmbeddingsAndRankingsThroughAndMetersThem() {
        var embeddings = gateway.chat(gateway.request(tenant, ApiKeyId.next(), "/v1/embeddings"), """
                {"model":"openai/m","input":["one two","three"]}""");
        assertThat(embeddings.statusCode()).as(embeddings.body()).isEqualTo(200);
        assertThat(JSON.readTree(embeddings.body()).path("data")).hasSize(2);
        assertThat(RunningGateway.number(gateway.ledger(embeddings), "uncached_input_tokens"))
                .isPositive();
        assertThat(gateway.call(embeddings)).containsEntry("protocol", "openai-embeddings");

        var ranked = gateway.chat(gateway.request(tenant, ApiKeyId.next(), "/v1/rerank"), """
                {"model":"openai/m","query":"cat","documents":["dog","cat"]}""");
        assertThat(ranked.statusCode()).as(ranked.body()).isEqualTo(200);
        assertThat(JSON.readTree(ranked.body()).path("results")).hasSize(2);

        var none = gateway.chat(gateway.request(tenant, ApiKeyId.next(), "/v1/embeddings"), """
                {"model":"anthropic/m","input":"x"}""");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("offers no embeddings");
    }

    @Test
    void refusesAMalformedRequestOfEachFormByItsField() {
        for (var form : List.of("chat", "messages", "responses")) {
            var response =
                    gateway.chat(gateway.request(tenant, ApiKeyId.next(), path(form)), "{\"model\":\"openai/m\"}");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(JSON.readTree(response.body()).at("/error/message").asString())
                    .contains(form.equals("responses") ? "input" : "messages");
        }
    }
}
