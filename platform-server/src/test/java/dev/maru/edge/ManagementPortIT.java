package dev.maru.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.route.Audience;
import dev.maru.e2e.RunningMaru;
import dev.maru.server.ServedRoutes;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port of operators and their tools: guarded by where it is bound, so it must serve nothing but what is meant for it. */
class ManagementPortIT {
    private static final RunningMaru MARU = RunningMaru.shared();
    private static final String SAMPLE_KEY = "/actuator/samplekey";

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void tellsOfHealthWithoutSignIn(String path) {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"");
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void saysOfLivenessNothingThatAsksAnotherServer() {
        assertThat(get("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(get("/actuator/health/readiness").body()).contains("\"db\"", "\"redis\"", "\"changeFeed\"");
    }

    @Test
    void givesMetricsWithoutSignIn() {
        var answer = get("/actuator/prometheus");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("jvm_memory_used_bytes", "maru_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/actuator",
                "/actuator/beans",
                "/actuator/configprops",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/loggers",
                "/actuator/mappings",
                "/actuator/metrics",
                "/actuator/scheduledtasks",
                "/actuator/sessions",
                "/actuator/shutdown",
                "/actuator/threaddump",
                "/error"
            })
    void hasNoOtherEndpoint(String path) {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void servesNoRouteOfTheOtherPort() {
        for (var route : ServedRoutes.of(MARU)) {
            var path = route.path().replaceAll("\\{[^}]*}", "x").replace("**", "index.html");
            var method = route.audience() == Audience.BROWSER ? "GET" : route.method();
            var answer = send(HttpRequest.newBuilder(MARU.managementUrl(path)).method(method, BodyPublishers.noBody()));

            assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(404);
        }
    }

    @Test
    void makesNoKeyWithoutTheLaunchersToken() {
        for (var authorization : List.of("", "Bearer ", "Bearer wrong", "Basic bGF1bmNoZXI6eA==")) {
            var request = HttpRequest.newBuilder(MARU.managementUrl(SAMPLE_KEY))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"name\":\"x\"}"));
            var answer = send(authorization.isEmpty() ? request : request.header("Authorization", authorization));

            assertThat(answer.statusCode()).as(authorization).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("maru_");
        }
    }

    @Test
    void takesTheLaunchersTokenAndTheScopesItAsksFor() {
        MARU.owner();

        assertThat(MARU.sampleKey()).startsWith("maru_");
        assertThat(MARU.sampleKey("call", "manage")).startsWith("maru_");
    }

    private static HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(MARU.managementUrl(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return MARU.send(request.build());
    }
}
