package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ApiKeyId;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.Reply.Status;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that a tenant chose itself may say anything: nobody else may feel it. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileProviderIT {
    private RunningGateway gateway;
    private ScriptedProvider hostile;
    private ScriptedProvider honest;
    private TestTenant tenant;
    private TestTenant other;

    @BeforeAll
    void start(TestDatabase database) {
        gateway = RunningGateway.start(database, "--maru.gateway.max-response-size=4MB");
        hostile = ScriptedProvider.start();
        honest = ScriptedProvider.start();
        tenant = TestTenants.create(database, "hostile");
        other = TestTenants.create(database, "neighbour");
        gateway.connect(tenant, "own", hostile.baseUrl(), DisconnectPolicy.DRAIN);
        gateway.connect(other, "good", honest.baseUrl(), DisconnectPolicy.DRAIN);
    }

    @AfterAll
    void stop() {
        gateway.close();
        hostile.close();
        honest.close();
    }

    @BeforeEach
    void quiet() {
        hostile.reset();
        honest.reset();
    }

    private HttpResponse<String> call(TestTenant caller, String connection, boolean stream) {
        return gateway.chat(
                caller,
                "{\"model\":\"" + connection + "/scripted-large\",\"stream\":" + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    private static String error(String message) {
        return "{\"error\":{\"message\":\"" + message + "\",\"code\":\"" + message + "\"}}";
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500, 200})
    void aMessageWithoutEndHidesNoRecordsOfOthers(int status) {
        var length = status == 200 ? 2 << 20 : 300_000;
        hostile.script(Status.of(status).withBody(error("x".repeat(length))));
        honest.script(Answer.of("ok").withUsage(Usage.of(7, 2)));

        var refused = call(tenant, "own", false);
        var answered = call(other, "good", false);

        assertThat(refused.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(gateway.ledger(answered)).containsEntry("state", "exact").containsEntry("output_tokens", 2L);
        assertThat(gateway.call(refused)).containsEntry("outcome", "error");
        var attempt =
                gateway.rows("attempt", RunningGateway.requestId(refused), 1).getFirst();
        assertThat((String) attempt.get("error_message")).hasSizeLessThanOrEqualTo(500);
    }

    /** Without a bound on what is searched, this takes minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"token count ", "exceed the limit "})
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aMessageMadeToBeSearchedForLongIsReadAtItsBeginningOnly(String word) {
        hostile.script(Status.of(400).withBody(error(word.repeat(60_000))));

        assertThat(call(tenant, "own", false).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"choices\":[]}", "{\"choices\":[{\"message\":{\"role\":\"assistant\"}}]}"})
    void anAnswerWithoutAnAnswerIsNoSuccess(String body) {
        hostile.script(new Status(200, Map.of("content-type", "application/json"), body));

        var response = call(tenant, "own", false);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(gateway.call(response)).containsEntry("outcome", "error");
    }

    @Test
    void anAnswerInOnePieceToAStreamIsNoSuccess() {
        hostile.script(new Status(200, Map.of("content-type", "application/json"), """
                {"choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}]}"""));

        var response = call(tenant, "own", true);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("does not stream");
    }

    @Test
    void aStreamOfEmbeddingsIsNoSuccess() {
        hostile.script(
                Endpoint.EMBEDDINGS,
                new Status(200, Map.of("content-type", "text/event-stream"), "data: {\"data\":[]}\n\n"));

        var response = gateway.chat(
                gateway.request(tenant, ApiKeyId.next(), "/v1/embeddings"),
                "{\"model\":\"own/scripted-large\",\"stream\":true,\"input\":\"x\"}");

        assertThat(response.statusCode()).isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/messages"})
    void commentsBeforeTheFirstOutputAreNotKept(String path) {
        var comments = (": " + "x".repeat(1_000) + "\n\n").repeat(500);
        hostile.script(new Status(200, Map.of("content-type", "text/event-stream"), comments + """
                        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"hello"},"finish_reason":null}]}

                        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                        data: [DONE]

                        """));

        var response = gateway.chat(gateway.request(tenant, ApiKeyId.next(), path), """
                {"model":"own/scripted-large","max_tokens":5,"stream":true,"messages":[{"role":"user","content":"hi"}]}""");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("hello");
    }

    @Test
    void aTranslatedStreamWithoutEndIsCutOff() {
        hostile.script(new Status(
                200,
                Map.of("content-type", "text/event-stream"),
                ("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "x".repeat(4_000) + "\"}}]}\n\n")
                        .repeat(1_300)));

        var response = gateway.chat(gateway.request(tenant, ApiKeyId.next(), "/v1/messages"), """
                {"model":"own/scripted-large","max_tokens":5,"stream":true,"messages":[{"role":"user","content":"hi"}]}""");

        assertThat(response.body()).contains("event: error").doesNotContain("message_stop");
        assertThat(gateway.call(response)).containsEntry("outcome", "error");
    }

    @Test
    void toComeBackAtOnceIsNotTakenByItsWord() {
        var limited = Status.of(429).withHeader("retry-after", "0");
        hostile.script(limited, limited, limited, limited);

        assertThat(call(tenant, "own", false).statusCode()).isEqualTo(429);
        assertThat(hostile.requests()).hasSize(1);
    }
}
