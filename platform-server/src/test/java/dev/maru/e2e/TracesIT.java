package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.maru.access.ApiKeyData;
import dev.maru.access.ApiKeyService;
import dev.maru.access.IssuedApiKey;
import dev.maru.core.tenancy.Scope;
import dev.maru.gateway.trace.TraceFilter;
import dev.maru.gateway.trace.TraceListItem;
import dev.maru.gateway.trace.TraceNode;
import dev.maru.gateway.trace.TraceRow;
import dev.maru.gateway.trace.TraceService;
import dev.maru.testing.process.Await;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Traces as applications send them with their keys and as the API of members gives them back. */
class TracesIT {
    private static final RunningMaru MARU = RunningMaru.shared();
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void takesTheKeysOfBothPathsAndShowsWhatTheySent() {
        var key = key(Scope.TRACES_WRITE);
        for (var path : List.of("/v1/traces", "/api/public/otel/v1/traces", "/api/public/otel")) {
            for (var credential : List.of("Bearer " + key.secret(), basic(key))) {
                var trace = trace();
                assertThat(send(path, credential, trace).statusCode()).as(path).isEqualTo(200);

                var found = get("/traces/" + trace, key(Scope.MANAGE));
                assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
                var body = JSON.readTree(found.body());
                assertThat(body.at("/trace/name").asString()).isEqualTo("checkout");
                assertThat(body.at("/rows/0/type").asString()).isEqualTo("span");
                assertThat(body.at("/rows/0/span/attributes/step").asString()).isEqualTo("pay");
            }
        }
        var list = JSON.readTree(
                get("/traces?name=checkout&limit=2", key(Scope.MANAGE)).body());
        assertThat(list.at("/items").size()).isEqualTo(2);
        assertThat(list.at("/nextCursor").asString("")).isNotEmpty();
        assertThat(get("/traces?status=odd", key(Scope.MANAGE)).statusCode()).isEqualTo(422);
        assertThat(get("/traces/" + trace(), key(Scope.MANAGE)).statusCode()).isEqualTo(404);
    }

    @Test
    void letsAKeyOfTracesDoNothingElse() {
        var key = key(Scope.TRACES_WRITE);

        assertThat(get("/traces", key).statusCode()).isEqualTo(403);
        assertThat(MARU.send(HttpRequest.newBuilder(MARU.url("/v1/models"))
                                .header("Authorization", "Bearer " + key.secret())
                                .build())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void refusesKeysWithoutTheScopeAndThoseThatWereRevoked() {
        var reader = key(Scope.PROMPTS_READ);
        var revoked = key(Scope.CALL);
        assertThat(send("/v1/traces", "Bearer " + revoked.secret(), trace()).statusCode())
                .isEqualTo(200);
        MARU.bean(ApiKeyService.class).revoke(MARU.owner(), revoked.key().id());

        assertThat(send("/v1/traces", "Bearer " + reader.secret(), trace()).statusCode())
                .isEqualTo(403);
        for (var path : List.of("/v1/traces", "/api/public/otel/v1/traces")) {
            assertThat(send(path, "Bearer " + revoked.secret(), trace()).statusCode())
                    .isEqualTo(401);
            assertThat(send(path, basic(revoked), trace()).statusCode()).isEqualTo(401);
            assertThat(send(path, "Bearer maru_nonsense", trace()).statusCode()).isEqualTo(401);
        }
    }

    /** Set MARU_TEST_PYTHON to a Python with opentelemetry-exporter-otlp-proto-http and langfuse. */
    @Test
    void servesTheClientsForPython(@TempDir Path folder) throws IOException, InterruptedException {
        var python = System.getenv().getOrDefault("MARU_TEST_PYTHON", "python3");
        var key = key(Scope.CALL, Scope.PROMPTS_READ);
        assumeTrue(
                succeeds(folder, key, python, "-c", "import langfuse, opentelemetry.exporter.otlp.proto.http"),
                "langfuse and the exporter are not installed for " + python);
        var script = folder.resolve("trace_clients.py");
        try (var source = Objects.requireNonNull(TracesIT.class.getResourceAsStream("trace_clients.py"))) {
            Files.write(script, source.readAllBytes());
        }

        boolean worked = succeeds(folder, key, python, script.toString());

        assertThat(worked).as(Files.readString(folder.resolve("output"))).isTrue();
        var plain = named("python-plain");
        assertThat(plain.service()).isEqualTo("python-app");
        assertThat(plain.models()).containsExactly("gpt-test");
        assertThat(plain.inputTokens()).isEqualTo(3);
        var service = MARU.bean(TraceService.class);
        Await.until(
                "the call hangs below the span that made it",
                () -> service.find(MARU.owner(), plain.traceId()).rows().stream()
                        .anyMatch(row -> row.node() instanceof TraceNode.Call && row.depth() == 2));
        var langfuse = named("langfuse-trace");
        assertThat(langfuse.sessionId()).isEqualTo("langfuse-session");
        assertThat(langfuse.endUser()).isEqualTo("langfuse-user");
        assertThat(langfuse.inputTokens()).isEqualTo(11);
        assertThat(langfuse.failed()).isTrue();
        assertThat(service.find(MARU.owner(), langfuse.traceId()).rows())
                .extracting(TraceRow::depth)
                .containsExactly(0, 1, 1);
    }

    private static TraceListItem named(String name) {
        var filter = new TraceFilter(name, null, null, null, null, null, null, null, null);
        return MARU.bean(TraceService.class)
                .page(MARU.owner(), filter, null, 1)
                .items()
                .getFirst();
    }

    private static boolean succeeds(Path folder, IssuedApiKey key, String... command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("LANGFUSE_PUBLIC_KEY", key.key().id().toString());
        builder.environment().put("LANGFUSE_SECRET_KEY", key.secret());
        builder.environment().put("LANGFUSE_BASE_URL", MARU.url().toString());
        builder.environment().put("MARU_KEY", key.secret());
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException e) {
            // There is no such program.
            return false;
        }
    }

    private static IssuedApiKey key(Scope... scopes) {
        return MARU.bean(ApiKeyService.class).create(MARU.owner(), ApiKeyData.of("traces", Set.of(scopes)));
    }

    private static String trace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static HttpResponse<String> send(String path, String credential, String trace) {
        var now = Instant.now().getEpochSecond();
        var body = """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"00000000000000aa","name":"checkout",
                "startTimeUnixNano":"%d000000000","endTimeUnixNano":"%d500000000",
                "attributes":[{"key":"step","value":{"stringValue":"pay"}}]}]}]}]}""".formatted(trace, now, now);
        return MARU.send(HttpRequest.newBuilder(MARU.url(path))
                .header("Authorization", credential)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> get(String path, IssuedApiKey key) {
        var owner = MARU.owner();
        return MARU.send(HttpRequest.newBuilder(
                        MARU.url("/api/tenants/" + owner.tenant() + "/projects/" + owner.requireProject() + path))
                .header("Authorization", "Bearer " + key.secret())
                .build());
    }

    private static String basic(IssuedApiKey key) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((key.key().id() + ":" + key.secret()).getBytes(StandardCharsets.UTF_8));
    }
}
