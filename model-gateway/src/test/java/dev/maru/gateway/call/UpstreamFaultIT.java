package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ApiKeyId;
import dev.maru.gateway.app.Revocations;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything a provider can do wrong; each attempt is settled exactly once, and nothing broken looks whole. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamFaultIT {
    private static final JsonMapper JSON = JsonMapper.shared();

    private RunningGateway gateway;
    private ScriptedProvider provider;
    private TestTenant tenant;
    private String model;

    @BeforeAll
    void start(TestDatabase database) {
        gateway = RunningGateway.start(
                database,
                "--maru.gateway.first-byte-timeout=700ms",
                "--maru.gateway.whole-answer-timeout=700ms",
                "--maru.gateway.idle-timeout=500ms",
                "--maru.gateway.max-event-size=64KB",
                "--maru.gateway.max-response-size=64KB");
        provider = ScriptedProvider.start();
        tenant = TestTenants.create(database, "faults");
        gateway.connect(tenant, "scripted", provider.baseUrl(), DisconnectPolicy.DRAIN);
        gateway.price(tenant, "3", "0.3", "15");
        model = JSON.readTree(gateway.get(tenant, "/v1/models").body())
                .at("/data")
                .valueStream()
                .map(listed -> listed.path("id").asString())
                .filter(id -> id.startsWith("scripted/"))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void reset() {
        provider.reset();
    }

    private HttpResponse<String> whole() {
        return gateway.chat(tenant, body(false));
    }

    private HttpResponse<String> streamed() {
        return gateway.chat(tenant, body(true));
    }

    private String body(boolean stream) {
        return "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
                .formatted(model, stream);
    }

    private static JsonNode error(HttpResponse<String> response) {
        return JSON.readTree(response.body()).path("error");
    }

    @ParameterizedTest
    @CsvSource({"400,400", "404,404", "422,422", "403,502", "402,502", "500,502", "418,502"})
    void mapsTheStatusesOfProviders(int upstream, int expected) {
        for (boolean stream : new boolean[] {false, true}) {
            provider.script(Reply.Status.of(upstream));

            var response = gateway.chat(tenant, body(stream));

            assertThat(response.statusCode()).isEqualTo(expected);
            assertThat(error(response).path("message").asString()).isNotBlank();
            if (expected == 502) {
                assertThat(error(response).path("message").asString()).contains("\"scripted\"");
            }
            assertThat(gateway.ledger(response))
                    .containsEntry("state", "exact")
                    .containsEntry("uncached_input_tokens", 0L);
            assertThat((BigDecimal) gateway.ledger(response).get("cost")).isZero();
            assertThat(gateway.call(response)).containsEntry("outcome", "error").containsEntry("status", expected);
            assertThat(gateway.rows("attempt", RunningGateway.requestId(response), 1)
                            .getFirst())
                    .containsEntry("status", upstream)
                    .containsEntry("outcome", "error");
        }
        assertThat(provider.billed()).isEmpty();
    }

    @Test
    void passesTheProvidersOwnWordsAndItsRetryAfterOn() {
        provider.script(
                Reply.Status.tooManyRequests(Duration.ofSeconds(7))
                        .withBody(
                                "{\"error\":{\"message\":\"slow down\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}"));

        var response = whole();

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("7");
        assertThat(response.body())
                .isEqualTo(
                        "{\"error\":{\"message\":\"slow down\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}");
        assertThat(gateway.call(response)).containsEntry("error_code", "rate_limit_exceeded");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 529})
    void triesOnceMoreBeforeAnyOutputAndSettlesBothAttempts(int status) {
        provider.script(Reply.Status.of(status), Answer.of("second").withUsage(Usage.of(5, 1)));

        var response = streamed();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("maru-attempts")).contains("2");
        var ledger = gateway.rows("ledger", RunningGateway.requestId(response), 2);
        assertThat(ledger).extracting(row -> row.get("uncached_input_tokens")).containsExactly(0L, 5L);
        assertThat(gateway.call(response)).containsEntry("attempts", 2).containsEntry("outcome", "success");
    }

    @Test
    void neverTriesBeforeTheProvidersRetryAfter() {
        provider.script(Reply.Status.of(503).withHeader("retry-after", "30"));

        var response = whole();

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("Retry-After")).contains("30");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void saysWhichConnectionTakesNoConnections() {
        provider.refuseConnections();
        try {
            var response = whole();

            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(error(response).path("message").asString()).contains("\"scripted\"", "cannot be reached");
            assertThat(gateway.rows("ledger", RunningGateway.requestId(response), 2))
                    .allSatisfy(row -> assertThat(row).containsEntry("state", "exact"));
        } finally {
            provider.acceptConnections();
        }
    }

    @Test
    void repeatsACallWhoseKeptConnectionTheProviderHadClosed() {
        provider.script(Answer.of("warm"), Answer.of("again").withUsage(Usage.of(5, 1)));
        assertThat(whole().statusCode()).isEqualTo(200);
        provider.refuseConnections();
        provider.acceptConnections();

        var response = whole();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("maru-attempts")).contains("2");
        var ledger = gateway.rows("ledger", RunningGateway.requestId(response), 2);
        assertThat(ledger).extracting(row -> row.get("uncached_input_tokens")).containsExactly(0L, 5L);
        assertThat(ledger).allSatisfy(row -> assertThat(row).containsEntry("state", "exact"));
    }

    static Stream<Arguments> silences() {
        var answer = Answer.ofWords(8);
        return Stream.of(
                Arguments.of("hang before headers", new Reply.HangBeforeHeaders(), 504),
                Arguments.of("slow first token", new Reply.SlowFirstToken(Duration.ofSeconds(30), answer), 504),
                Arguments.of("refused after accept", new Reply.Refuse(), 502),
                Arguments.of("reset", new Reply.Reset(), 502),
                Arguments.of("error as first event", new Reply.ErrorAsFirstFrame(), 502),
                Arguments.of("gzip bomb", new Reply.GzipBomb(10L << 20), 502));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silences")
    void givesATrueStatusToWhatFailsBeforeTheFirstOutput(String name, Reply reply, int status) {
        for (boolean stream : new boolean[] {false, true}) {
            provider.script(reply);

            var response = gateway.chat(tenant, body(stream));

            assertThat(response.statusCode())
                    .as("%s, stream %s: %s", name, stream, response.body())
                    .isEqualTo(status);
            assertThat(error(response).path("message").asString()).isNotBlank();
            assertThat(gateway.ledger(response)).containsEntry("state", "estimated");
            assertThat((Long) gateway.ledger(response).get("uncached_input_tokens"))
                    .isPositive();
            assertThat(gateway.call(response))
                    .containsEntry("outcome", "error")
                    .containsEntry("usage_state", "estimated");
        }
    }

    /** Its first event, the role, has left by then. */
    @Test
    void endsAStreamWithAHugeLineByAnErrorEvent() {
        provider.script(new Reply.HugeLine(1 << 20));

        var response = gateway.chat(tenant, body(true));

        assertThat(response.body()).contains("\"error\"").doesNotContain("[DONE]");
        assertThat(gateway.ledger(response)).containsEntry("state", "estimated");
    }

    static Stream<Arguments> breaks() {
        var answer = Answer.ofWords(8);
        return Stream.of(
                Arguments.of("stall", new Reply.Stall(3, answer)),
                Arguments.of("cut", new Reply.CutAfter(3, false, false, answer)),
                Arguments.of("cut in a line", new Reply.CutAfter(3, true, false, answer)),
                Arguments.of("reset in a line", new Reply.CutAfter(3, true, true, answer)),
                Arguments.of("bad chunk", new Reply.BadChunk(3, answer)),
                Arguments.of("error event", new Reply.ErrorAfter(3, answer)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void endsAStreamThatBreaksWithAnErrorAndNoEndMark(String name, Reply reply) {
        provider.script(reply);

        var response = streamed();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("word0", "data: {\"error\":").doesNotContain("[DONE]");
        assertThat(response.body()).endsWith("}\n\n");
        assertThat(gateway.ledger(response)).containsEntry("state", "estimated");
        assertThat((Long) gateway.ledger(response).get("output_tokens")).isGreaterThanOrEqualTo(2);
        assertThat(gateway.call(response)).containsEntry("outcome", "error");
        assertThat(gateway.call(response).get("first_token_ms")).isNotNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void neverPassesHalfAnAnswerOnAsAWhole(String name, Reply reply) {
        if (reply instanceof Reply.BadChunk || reply instanceof Reply.ErrorAfter) {
            return;
        }
        provider.script(reply);

        var response = whole();

        assertThat(response.statusCode()).isIn(502, 504);
        assertThat(gateway.ledger(response)).containsEntry("state", "estimated");
    }

    @Test
    void addsTheEndMarkThatAFinishedAnswerLacks() {
        provider.script(new Reply.NoDone(Answer.ofWords(4).withUsage(Usage.of(9, 4))));

        var response = streamed();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).endsWith("data: [DONE]\n\n");
        assertThat(gateway.call(response)).containsEntry("outcome", "success");
        assertThat(gateway.ledger(response)).containsEntry("state", "exact").containsEntry("output_tokens", 4L);
    }

    @Test
    void countsForItselfWhereTheProviderDoesNot() {
        for (boolean stream : new boolean[] {false, true}) {
            provider.script(new Reply.NoUsage(Answer.of("one two three four five six")));

            var response = gateway.chat(tenant, body(stream));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(gateway.ledger(response))
                    .containsEntry("state", "estimated")
                    .containsEntry("output_tokens", 6L);
            assertThat((BigDecimal) gateway.ledger(response).get("cost")).isPositive();
        }
    }

    @Test
    void takesFiguresThatCannotBeTrueForNone() {
        for (var absurd : new Reply[] {Reply.AbsurdUsage.negative(), Reply.AbsurdUsage.huge()}) {
            provider.script(absurd);

            var response = streamed();

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(gateway.ledger(response)).containsEntry("state", "estimated");
            assertThat((Long) gateway.ledger(response).get("output_tokens")).isBetween(1L, 100L);
        }
    }

    @Test
    void keepsToTheTimeThatTheClientGives() {
        provider.script(Answer.ofWords(50).withDelay(Duration.ofMillis(200)));
        var request =
                gateway.request(tenant, ApiKeyId.next(), "/v1/chat/completions").header("maru-timeout-ms", "600");

        var response = gateway.chat(request, body(true));

        assertThat(response.body()).contains("\"code\":\"upstream_timeout\"").doesNotContain("[DONE]");
        assertThat(gateway.ledger(response)).containsEntry("state", "estimated");
    }

    @Test
    void endsTheStreamOfARevokedKeyAndSettlesIt() throws Exception {
        var release = new CountDownLatch(1);
        provider.script(new Reply.Hold(release, 2, Answer.ofWords(6)));
        var key = ApiKeyId.next();
        var body = body(true);
        var started = new CompletableFuture<HttpResponse<String>>();
        Thread.ofVirtual()
                .start(() ->
                        started.complete(gateway.chat(gateway.request(tenant, key, "/v1/chat/completions"), body)));
        provider.awaitRequests(1);

        gateway.bean(Revocations.class).revoke(key);

        var response = started.get();
        release.countDown();
        assertThat(response.body()).contains("caller_revoked").doesNotContain("[DONE]");
        assertThat(gateway.ledger(response)).containsEntry("state", "estimated");
        assertThat(gateway.call(response))
                .containsEntry("outcome", "error")
                .containsEntry("error_code", "caller_revoked");
    }

    @Test
    void refusesMalformedBodiesClearlyAndKeepsARecord() {
        var bodies = Map.of(
                "\uFEFF{\"model\":\"a\",\"messages\":[]}",
                "byte order mark",
                "{\"model\":\"a\",\"messages\":[]",
                "no valid JSON",
                "{\"model\":\"a\",\"model\":\"b\",\"messages\":[]}",
                "Duplicate",
                "{\"model\":\"a\",\"messages\":" + "[".repeat(150) + "]".repeat(150) + "}",
                "nested",
                "{\"model\":\"a\",\"messages\":\"hi\"}",
                "messages",
                "{\"model\":7,\"messages\":[]}",
                "model",
                "[]",
                "object",
                "{\"model\":\"nothing\",\"messages\":[]} {}",
                "more than one");
        bodies.forEach((body, message) -> {
            var response = gateway.chat(tenant, body);

            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(error(response).path("message").asString()).contains(message);
            assertThat(error(response).path("type").asString()).isEqualTo("invalid_request_error");
            assertThat(gateway.call(response))
                    .containsEntry("outcome", "rejected")
                    .containsEntry("attempts", 0);
        });
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void refusesUnknownModelsAndThoseThatTheKeyMayNotCall() {
        var unknown = gateway.chat(tenant, body(false).replace(model, "nobody/nothing"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(error(unknown).path("code").asString()).isEqualTo("model_not_found");
        assertThat(gateway.call(unknown))
                .containsEntry("outcome", "rejected")
                .containsEntry("requested_model", "nobody/nothing");

        var bound = gateway.request(tenant, ApiKeyId.next(), "/v1/chat/completions");
        bound.setHeader(
                "authorization",
                "Bearer " + tenant.tenant() + "|" + tenant.project() + "|" + ApiKeyId.next() + "|maru/offline");
        var refused = gateway.chat(bound, body(false));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(error(refused).path("code").asString()).isEqualTo("model_not_allowed");
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void listsOnlyWhatTheKeyMayCallAndFindsIdsWithSlashes() {
        var bound = gateway.request(tenant, ApiKeyId.next(), "/v1/models");
        bound.setHeader(
                "authorization",
                "Bearer " + tenant.tenant() + "|" + tenant.project() + "|" + ApiKeyId.next() + "|" + model);
        var list = JSON.readTree(gateway.send(bound.GET().build()).body());
        assertThat(list.path("object").asString()).isEqualTo("list");
        assertThat(list.at("/data").valueStream().map(entry -> entry.path("id").asString()))
                .containsExactly(model);

        assertThat(JSON.readTree(gateway.get(tenant, "/v1/models/" + model).body())
                        .path("id")
                        .asString())
                .isEqualTo(model);
        assertThat(gateway.get(tenant, "/v1/models/no/such").statusCode()).isEqualTo(404);
    }

    @Test
    void chargesWhatTheProviderBilledOverAMixOfAnswers() {
        provider.always(Endpoint.CHAT, Answer.ofWords(3).withUsage(new Usage(40, 10, 0, 6, 2)));
        var responses = Stream.iterate(0, i -> i + 1)
                .limit(30)
                .parallel()
                .map(i -> i % 2 == 0 ? whole() : streamed())
                .toList();

        responses.forEach(response -> assertThat(gateway.ledger(response)).containsEntry("state", "exact"));
        var sum = gateway.select("select sum(uncached_input_tokens + cache_read_tokens) as input,"
                        + " sum(cache_read_tokens) as cached, sum(output_tokens + reasoning_tokens) as output"
                        + " from gateway.ledger where uncached_input_tokens = 30")
                .getFirst();
        var billed = provider.awaitBilled(30);
        assertThat(RunningGateway.number(sum, "input"))
                .isEqualTo(
                        billed.stream().mapToLong(bill -> bill.usage().input()).sum());
        assertThat(RunningGateway.number(sum, "cached"))
                .isEqualTo(
                        billed.stream().mapToLong(bill -> bill.usage().cached()).sum());
        assertThat(RunningGateway.number(sum, "output"))
                .isEqualTo(
                        billed.stream().mapToLong(bill -> bill.usage().output()).sum());
    }
}
