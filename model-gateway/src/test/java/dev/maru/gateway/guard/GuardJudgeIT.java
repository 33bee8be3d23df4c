package dev.maru.gateway.guard;

import static dev.maru.gateway.guard.GuardedCalls.JSON;
import static dev.maru.gateway.guard.GuardedCalls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.maru.core.id.ApiKeyId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.Guardrail.Stage;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Judges, services and models, and answers in a form that was asked for. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardJudgeIT {
    private GuardedCalls calls;
    private TestTenant tenant;
    private HttpServer server;
    private volatile String verdict = "{\"allow\":true}";
    private volatile int status = 200;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorized = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @BeforeAll
    void start(TestDatabase database) {
        calls = new GuardedCalls(database);
    }

    @AfterAll
    void stop() {
        calls.close();
    }

    @BeforeEach
    void fresh() throws IOException {
        calls.provider.reset();
        tenant = calls.tenant();
        verdict = "{\"allow\":true}";
        status = 200;
        gate = new CountDownLatch(0);
        asked.clear();
        authorized.clear();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/judge", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            authorized.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            var bytes = verdict.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        gate.countDown();
        server.stop(0);
    }

    private JudgeSource.Service service() {
        return JudgeSource.Service.at("http://127.0.0.1:" + server.getAddress().getPort() + "/judge");
    }

    private void judge(Stage stage, boolean parallel, boolean allowOnError) {
        calls.guard(
                tenant,
                new GuardrailData(
                        "judge", null, stage, Action.DENY, new Check.Judge(service(), parallel, allowOnError), true),
                "the-secret-of-the-judge");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asksAServiceAboutTheRequest(boolean parallel) {
        judge(Stage.INPUT, parallel, false);
        calls.script("chat", Answer.of("hello"));

        assertThat(calls.say(tenant, "chat", false, "good words").statusCode()).isEqualTo(200);
        assertThat(authorized).contains("Bearer the-secret-of-the-judge");
        assertThat(JSON.readTree(asked.getFirst()).at("/texts/0/text").asString())
                .isEqualTo("good words");

        verdict = "{\"allow\":false}";
        var refused = calls.say(tenant, "chat", true, "bad words");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("guardrail \\\"judge\\\"").doesNotContain("bad words");
        // Beside the call: it was made and is charged; before the call: nothing was sent.
        assertThat(calls.provider.requests()).hasSize(parallel ? 2 : 1);
        assertThat(calls.findings(refused).get(0).path("kind").asString()).isEqualTo("denied");
    }

    @Test
    void letsNothingOutBeforeTheVerdictOfAJudgeBesideTheCall() {
        gate = new CountDownLatch(1);
        judge(Stage.INPUT, true, false);
        calls.script("chat", Answer.of("one ", "two ", "three"));

        var answer = CompletableFuture.supplyAsync(() -> calls.say(tenant, "chat", true, "words"));
        calls.provider.awaitRequests(1);
        calls.provider.awaitQuiet();
        assertThat(answer).isNotDone();
        gate.countDown();

        assertThat(text("chat", true, answer.join().body())).isEqualTo("one two three");
    }

    @ParameterizedTest
    @CsvSource({"500,true,200", "500,false,400"})
    void aJudgeThatFailsIsWhatItsGuardrailSays(int code, boolean allowOnError, int expected) {
        status = code;
        judge(Stage.INPUT, false, allowOnError);

        var response = calls.say(tenant, "chat", false, "words");

        assertThat(response.statusCode()).isEqualTo(expected);
        assertThat(calls.findings(response).get(0).path("kind").asString()).isEqualTo("no-verdict");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asksAboutTheWholeAnswer(boolean stream) {
        verdict = "{\"allow\":false}";
        judge(Stage.OUTPUT, false, false);
        calls.script("chat", Answer.of("one ", "two").withUsage(Usage.of(7, 2)));

        var response = calls.say(tenant, "chat", stream, "words");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(asked.getLast()).at("/texts/0/text").asString())
                .isEqualTo("one two");
        assertThat(calls.gateway.ledger(response))
                .containsEntry("state", "exact")
                .containsEntry("output_tokens", 2L);
        assertThat(calls.gateway.rows("ledger", RunningGateway.requestId(response), 1))
                .hasSize(1);
    }

    @Test
    void asksAModelByACallOfItsOwnThatNothingGuards() {
        calls.guard(
                tenant,
                "topic",
                Stage.INPUT,
                Action.DENY,
                new Check.Judge(new JudgeSource.Model("openai/m", "Is it about money?"), false, false));
        calls.script("chat", Answer.of("DENY."));

        var refused = calls.say(tenant, "chat", false, "buy this share");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(calls.provider.requests()).hasSize(1);
        assertThat(calls.provider.lastRequest().text())
                .contains("Is it about money?")
                .contains("buy this share");

        calls.script("chat", Answer.of("ALLOW"), Answer.of("a poem"));
        assertThat(text(
                        "chat",
                        false,
                        calls.say(tenant, "chat", false, "write a poem").body()))
                .isEqualTo("a poem");
        Await.until(
                "the judge's own calls",
                () -> calls.gateway
                                .select("select 1 from gateway.call where origin = 'guardrail' and tenant_id = '"
                                        + tenant.tenant().value() + "'")
                                .size()
                        == 2);
    }

    @Test
    void aSecretIsNotSentToAnotherAddress() {
        var service = calls.gateway.bean(GuardrailService.class);
        var owner = tenant.caller(Role.OWNER);
        var guardrail = calls.guard(
                tenant,
                new GuardrailData(
                        "judge", null, Stage.INPUT, Action.DENY, new Check.Judge(service(), false, false), true),
                "the-secret-of-the-judge");
        var elsewhere = new Check.Judge(JudgeSource.Service.at("http://127.0.0.1:1/judge"), false, false);
        var moved = new GuardrailData("judge", null, Stage.INPUT, Action.DENY, elsewhere, true);

        assertThatThrownBy(() -> service.update(owner, guardrail.id(), 0, moved, null))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("secret");
        assertThat(service.update(owner, guardrail.id(), 0, moved, "").hasSecret())
                .isFalse();
    }

    private static String asking(boolean stream, String schema) {
        return "{\"model\":\"openai/m\",\"stream\":" + stream + ",\"response_format\":" + schema
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    }

    private static final String SCHEMA =
            "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":{\"type\":"
                    + "\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"integer\"}}}}}";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mendsAnAnswerThatWasAskedForAsJson(boolean stream) {
        calls.guard(tenant, "json", Stage.OUTPUT, Action.MASK, new Check.Schema());
        calls.script("chat", Answer.of("Here it is:\n```json\n", "{\"a\": 1,", "}\n```\nBye"));

        var response = calls.send(tenant, ApiKeyId.next(), "chat", asking(stream, SCHEMA));

        assertThat(text("chat", stream, response.body())).isEqualTo("{\"a\": 1}");
        assertThat(calls.findings(response).get(0).path("kind").asString()).isEqualTo("repaired");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesAnAnswerThatCannotBeMended(boolean stream) {
        calls.guard(tenant, "json", Stage.OUTPUT, Action.DENY, new Check.Schema());
        calls.script("chat", Answer.of("{\"a\": \"one\"}"), Answer.of("{\"a\": 1}"), Answer.of("just text"));

        assertThat(calls.send(tenant, ApiKeyId.next(), "chat", asking(stream, SCHEMA))
                        .statusCode())
                .isEqualTo(400);
        assertThat(calls.send(tenant, ApiKeyId.next(), "chat", asking(stream, SCHEMA))
                        .statusCode())
                .isEqualTo(200);
        // Who asked for no form gets none checked.
        assertThat(calls.say(tenant, "chat", stream, "x").statusCode()).isEqualTo(200);
    }
}
