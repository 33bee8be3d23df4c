package dev.maru.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.e2e.RunningMaru;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who comes in, how an error looks, and what is refused before it is read. */
class EdgeIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROBLEM = "application/problem+json";

    private static RunningMaru maru;
    private static String key;

    @BeforeAll
    static void start() {
        maru = RunningMaru.with(Map.of("maru.limits.body", "100KB", "maru.limits.model-call-body", "200KB"));
        maru.owner();
        key = maru.sampleKey("call", "prompts:read", "prompts:write", "manage");
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    @Test
    void givesEveryAnswerAnIdOfOurs() {
        var one = send(get("/v1/models").header("x-request-id", "mine"));
        var two = send(get("/nowhere"));

        assertThat(one.headers().firstValue("x-request-id").orElseThrow()).matches("req_[0-9a-f]{32}");
        assertThat(two.headers().firstValue("x-request-id").orElseThrow())
                .matches("req_[0-9a-f]{32}")
                .isNotEqualTo(one.headers().firstValue("x-request-id").orElseThrow());
    }

    @Test
    void refusesACallWithoutAKeyAsOpenAiDoes() {
        var answer = send(get("/v1/models"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).at("/error/type").asString()).isEqualTo("authentication_error");
        assertThat(json(answer).at("/error/code").asString()).isEqualTo("invalid_api_key");
    }

    @Test
    void refusesEverythingElseWithAProblem() {
        for (var path : new String[] {"/v1/prompts", "/v1/nothing", "/api/me", "/api/nothing"}) {
            var answer = send(get(path));

            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("content-type").orElseThrow())
                    .startsWith(PROBLEM);
            assertThat(json(answer).get("type").asString()).isEqualTo("/problems/unauthenticated");
            assertThat(json(answer).get("requestId").asString())
                    .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
        }
    }

    @Test
    void takesTheKeyInEachPlaceAndDecidesTheSame() {
        var id = maru.bean(dev.maru.access.ApiKeyService.class)
                .page(maru.owner(), null, 10)
                .items()
                .getFirst()
                .id();
        var basic = Base64.getEncoder().encodeToString((id + ":" + key).getBytes(StandardCharsets.UTF_8));

        assertThat(send(get("/v1/prompts").header("Authorization", "Bearer " + key))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(get("/v1/prompts").header("x-api-key", key)).statusCode())
                .isEqualTo(200);
        assertThat(send(get("/v1/prompts").header("Authorization", "Basic " + basic))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(get("/v1/prompts").header("x-api-key", key + "x")).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic %%%",
                "Basic Og==",
                "Digest x",
                "Bearer maru_sk_wrong",
                "Bearer ' or 1=1 --",
                "bearer eyJhbGciOiJub25lIn0.e30."
            })
    void refusesWhatIsNoCredential(String authorization) {
        assertThat(send(get("/v1/prompts").header("Authorization", authorization))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(get("/api/me").header("Authorization", authorization)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesTwoCredentialsWhateverTheirOrder() {
        var answer = send(get("/v1/prompts").header("x-api-key", key).header("Authorization", "Bearer " + key));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("type").asString()).isEqualTo("/problems/invalid-request");
    }

    @Test
    void tellsWhatIsNotThereAndWhichMethodIs() {
        assertThat(send(keyed("/v1/nothing")).statusCode()).isEqualTo(404);
        var wrong = send(keyed("/v1/prompt-events").DELETE());
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.body()).contains("GET");
    }

    @Test
    void refusesABodyThatSaysItIsTooLargeBeforeItIsRead() {
        var answer = send(keyed("/v1/prompts").POST(BodyPublishers.ofByteArray(new byte[150_000])));
        var call = send(keyed("/v1/chat/completions").POST(BodyPublishers.ofByteArray(new byte[250_000])));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).get("type").asString()).isEqualTo("/problems/body-too-large");
        assertThat(call.statusCode()).isEqualTo(413);
        assertThat(json(call).at("/error/code").asString()).isEqualTo("body_too_large");
    }

    @Test
    void refusesABodyOfUnknownLengthOnceItIsTooLarge() {
        var spaces = " ".repeat(150_000) + "{}";
        var answer = send(keyed("/v1/prompts")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(spaces.getBytes(StandardCharsets.UTF_8)))));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void namesWhatIsWrongWithABody() {
        var noJson = post("/v1/prompts", "{");
        var unknown = post("/v1/prompts", "{\"name\":\"x\",\"bodi\":\"y\"}");

        assertThat(noJson.statusCode()).isEqualTo(400);
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(json(unknown).get("errors").get(0).get("field").asString()).isEqualTo("bodi");
    }

    @Test
    void answersARepeatedWriteAsTheFirst() {
        var body = prompt("repeated");
        var first = send(write("/v1/prompts", body).header("Idempotency-Key", "k1"));
        var again = send(write("/v1/prompts", body).header("Idempotency-Key", "k1"));
        var other = send(write("/v1/prompts", prompt("another")).header("Idempotency-Key", "k1"));
        var without = send(write("/v1/prompts", body));

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("idempotency-replayed")).contains("true");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).get("type").asString()).isEqualTo("/problems/idempotency-key-reused");
        assertThat(without.statusCode()).isEqualTo(409);
    }

    @Test
    void servesNamesThatHoldSlashes() {
        assertThat(post("/v1/prompts", prompt("team/greeting")).statusCode()).isEqualTo(201);

        var fetched = send(keyed("/v1/prompts/team%2Fgreeting"));
        assertThat(fetched.statusCode()).as(fetched.body()).isEqualTo(200);
        var managed = send(keyed(managed("/prompts/team%2Fgreeting")));
        assertThat(managed.statusCode()).as(managed.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/prompts/%2e%2e%2fetc", "/api/..;/v1/prompts", "/v1/prompts/a%00b", "/v1/prompts/%5c"})
    void refusesPathsThatMeanSomethingElse(String path) {
        assertThat(send(keyed(path)).statusCode()).as(path).isBetween(400, 404);
    }

    @Test
    void tellsBrowsersToBeCareful() {
        for (var path : new String[] {"/v1/models", "/api/me", "/docs", "/idp/login"}) {
            var headers = send(get(path)).headers();
            assertThat(headers.firstValue("x-content-type-options")).as(path).contains("nosniff");
            assertThat(headers.firstValue("x-frame-options")).as(path).contains("DENY");
            assertThat(headers.firstValue("content-security-policy")).as(path).isPresent();
            assertThat(headers.firstValue("access-control-allow-origin"))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void doesNotBelieveForwardedHeadersOfStrangers() {
        var answer = send(
                get("/idp/login").header("X-Forwarded-Host", "evil.example").header("X-Forwarded-Proto", "https"));

        assertThat(answer.body()).doesNotContain("evil.example");
        assertThat(answer.headers().firstValue("location").orElse("")).doesNotContain("evil.example");
    }

    @Test
    void keepsHealthAndMetricsOffThePublicPort() {
        for (var path : new String[] {"/actuator", "/actuator/health", "/actuator/prometheus", "/actuator/samplekey"}) {
            assertThat(send(keyed(path)).statusCode()).as(path).isNotEqualTo(200);
        }
    }

    @Test
    void tellsOfHealthAndNumbersOnItsOwnPort() {
        assertThat(managed("GET", "/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(managed("GET", "/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(managed("GET", "/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void makesKeysForTheLauncherAlone() {
        var refused = maru.send(HttpRequest.newBuilder(maru.managementUrl("/actuator/samplekey"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"x\"}"))
                .build());

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).doesNotContain("maru_");
    }

    @Test
    void explainsEveryProblem() {
        var all = send(get("/problems"));
        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(all.body()).contains("/problems/model-not-found");
        assertThat(send(get("/problems/model-not-found")).body()).contains("GET /v1/models");
        assertThat(send(get("/problems/nonsense")).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> managed(String method, String path) {
        return maru.send(HttpRequest.newBuilder(maru.managementUrl(path))
                .method(method, BodyPublishers.noBody())
                .build());
    }

    private static String managed(String path) {
        return "/api/tenants/" + maru.owner().tenant() + "/projects/"
                + maru.owner().requireProject() + path;
    }

    private static String prompt(String name) {
        return "{\"name\":\"" + name + "\",\"type\":\"text\",\"prompt\":\"Hello\",\"labels\":[\"production\"]}";
    }

    private static HttpResponse<String> post(String path, String body) {
        return send(write(path, body));
    }

    private static HttpRequest.Builder write(String path, String body) {
        return keyed(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder keyed(String path) {
        return get(path).header("Authorization", "Bearer " + key);
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(maru.url() + path)).header("Accept", "application/json, text/html");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return maru.send(request.build());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
