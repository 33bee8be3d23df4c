package dev.maru.prompts.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.prompts.PromptStack;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DatabaseTest
class PromptHttpIT {
    private final HttpClient client = HttpClient.newHttpClient();
    private final PromptStack stack;
    private final PromptServer server;

    PromptHttpIT(TestDatabase database) {
        stack = new PromptStack(database);
        var tenant = TestTenants.create(database, "http-" + System.nanoTime());
        server = new PromptServer(stack, PromptStack.editor(tenant), PromptStack.viewer(tenant));
    }

    @AfterEach
    void close() {
        server.close();
        stack.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = to(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(to(path).method(method, BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return RequestBody.tree(response.body());
    }

    private void seen(String path) {
        Await.until(path, () -> {
            try {
                return get(path).statusCode() == 200;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void writesReleasesAndFetchesAPrompt() throws Exception {
        var created = send("POST", "/v1/prompts", """
                {"name":"a/인사","prompt":[{"role":"system","content":"Hi {{who}}"}],"config":{"model":"m"},
                 "labels":["production"],"tags":["t"],"commitMessage":"first"}
                """);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(json(created).at("/prompt/labels/production").intValue()).isEqualTo(1);
        seen("/v1/prompts/a%2F%EC%9D%B8%EC%82%AC");
        for (var path : List.of("/v1/prompts/a%2F%EC%9D%B8%EC%82%AC", "/v1/prompts/a/%EC%9D%B8%EC%82%AC")) {
            var fetched = get(path);
            assertThat(fetched.statusCode()).isEqualTo(200);
            assertThat(fetched.headers().firstValue("cache-control")).hasValue("private, no-cache");
            assertThat(fetched.headers().firstValue("content-type")).hasValue("application/json;charset=UTF-8");
            assertThat(fetched.headers().firstValue("maru-prompt")).hasValue("a/%EC%9D%B8%EC%82%AC@1");
            assertThat(json(fetched).get("prompt").toString())
                    .isEqualTo("[{\"role\":\"system\",\"content\":\"Hi {{who}}\"}]");
            var etag = fetched.headers().firstValue("etag").orElseThrow();
            var again = get(path, "If-None-Match", etag);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("etag")).hasValue(etag);
            assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        }
        var head = send(to("/v1/prompts/a%2F%EC%9D%B8%EC%82%AC").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("content-length").orElse(0)).isPositive();
    }

    @Test
    void tellsPromptsThatAreCalledLikePartsFromTheParts() throws Exception {
        for (var name : List.of("a", "a/versions", "a/render")) {
            send("POST", "/v1/prompts", "{\"name\":\"" + name + "\",\"prompt\":\"" + name + "\"}");
        }
        seen("/v1/prompts/a%2Frender?label=latest");
        assertThat(json(get("/v1/prompts/a/versions")).get("data")).hasSize(1);
        assertThat(json(get("/v1/prompts/a%2Fversions?label=latest"))
                        .get("name")
                        .stringValue())
                .isEqualTo("a/versions");
        assertThat(json(get("/v1/prompts/a/render?label=latest")).get("name").stringValue())
                .isEqualTo("a/render");
        assertThat(json(send("POST", "/v1/prompts/a/render", "{\"version\":1}"))
                        .get("text")
                        .stringValue())
                .isEqualTo("a");
        assertThat(json(send("POST", "/v1/prompts/a%2Frender/render", "{\"version\":1}"))
                        .get("text")
                        .stringValue())
                .isEqualTo("a/render");
    }

    @Test
    void goesThroughTheLifeOfAPrompt() throws Exception {
        send("POST", "/v1/prompts", "{\"name\":\"p\",\"prompt\":\"one\"}");
        var two = send("POST", "/v1/prompts/p/versions", "{\"prompt\":\"two\",\"expectedLatest\":1}");
        assertThat(two.statusCode()).isEqualTo(201);
        assertThat(send("POST", "/v1/prompts/p/versions", "{\"prompt\":\"two\"}")
                        .statusCode())
                .isEqualTo(200);
        var stale = send("POST", "/v1/prompts/p/versions", "{\"prompt\":\"three\",\"expectedLatest\":1}");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(json(stale).get("code").stringValue()).isEqualTo("stale-version");
        assertThat(send("PUT", "/v1/prompts/p/labels/staging", "{\"version\":1,\"expectedVersion\":0}")
                        .statusCode())
                .isEqualTo(200);
        var moved = send("PUT", "/v1/prompts/p/labels/staging", "{\"version\":2,\"reason\":\"better\"}");
        assertThat(json(moved).get("from").intValue()).isEqualTo(1);
        var back = send("POST", "/v1/prompts/p/labels/staging/rollback", "{\"reason\":\"bad\"}");
        assertThat(json(back).get("to").intValue()).isEqualTo(1);
        assertThat(json(get("/v1/prompts/p/releases")).get("data")).hasSize(3);
        assertThat(json(get("/v1/prompts/p/versions/2")).get("prompt").stringValue())
                .isEqualTo("two");
        assertThat(json(get("/v1/prompts?label=staging&q=TWO&limit=1")).get("data"))
                .hasSize(1);
        assertThat(json(get("/v1/prompts?name=p")).at("/data/0/latest").intValue())
                .isEqualTo(2);
        var edited = send("PATCH", "/v1/prompts/p", "{\"description\":\"d\",\"edit\":0}");
        assertThat(json(edited).get("description").stringValue()).isEqualTo("d");
        assertThat(send("DELETE", "/v1/prompts/p/labels/staging?reason=x", "").statusCode())
                .isEqualTo(204);
        assertThat(send("POST", "/v1/prompts/p/archive", "").statusCode()).isEqualTo(200);
        assertThat(json(get("/v1/prompts")).get("data")).isEmpty();
        assertThat(json(get("/v1/prompts?archived=true")).get("data")).hasSize(1);
        assertThat(send("POST", "/v1/prompts/p/unarchive", "").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "/v1/prompts/p", "").statusCode()).isEqualTo(204);
        assertThat(get("/v1/prompts/p/versions").statusCode()).isEqualTo(404);
    }

    @Test
    void rendersWithVariables() throws Exception {
        send(
                "POST",
                "/v1/prompts",
                "{\"name\":\"r\",\"prompt\":\"Hi {{name}}, {{#items}}{{.}};{{/items}}\",\"config\":{\"temperature\":0.5}}");
        seen("/v1/prompts/r?label=latest");
        var rendered = send(
                "POST",
                "/v1/prompts/r/render",
                "{\"label\":\"latest\",\"variables\":{\"name\":\"A & B\",\"items\":[1,\"x\"]},\"splitKey\":\"u\"}");
        assertThat(rendered.statusCode()).as(rendered.body()).isEqualTo(200);
        assertThat(json(rendered).get("text").stringValue()).isEqualTo("Hi A & B, 1;x;");
        assertThat(json(rendered).get("config").toString()).isEqualTo("{\"temperature\":0.5}");
        assertThat(rendered.headers().firstValue("maru-prompt")).hasValue("r@1");
        var missing = send("POST", "/v1/prompts/r/render", "{\"version\":1}");
        assertThat(missing.statusCode()).isEqualTo(422);
        assertThat(missing.body()).contains("variables.name");
    }

    @Test
    void refusesBadRequestsClearly() throws Exception {
        send("POST", "/v1/prompts", "{\"name\":\"b\",\"prompt\":\"x\"}");
        seen("/v1/prompts/b?version=1");
        assertRefused(get("/v1/prompts/b"), 404, "production");
        assertRefused(get("/v1/prompts/none"), 404, "none");
        assertRefused(get("/v1/prompts/b?version=9"), 404, "version 9");
        assertRefused(get("/v1/prompts/b?version=1&label=latest"), 400, "not both");
        assertRefused(get("/v1/prompts/b?version=x"), 400, "version");
        assertRefused(get("/v1/prompts/b?version=0"), 422, "version");
        assertRefused(get("/v1/prompts/b?verison=1"), 400, "verison");
        assertRefused(get("/v1/prompts/b?version=1&version=2"), 400, "once");
        assertRefused(get("/v1/prompts/b?label=A"), 422, "label");
        assertRefused(get("/v1/prompts/a%2F..%2Fb"), 422, "name");
        assertRefused(get("/v1/prompts?limit=0"), 400, "limit");
        assertRefused(get("/v1/prompts?cursor=%21"), 400, "cursor");
        assertRefused(get("/v1/prompts?updatedAfter=yesterday"), 400, "updatedAfter");
        assertRefused(send("POST", "/v1/prompts", ""), 400, "JSON");
        assertRefused(send("POST", "/v1/prompts", "{"), 400, "JSON");
        assertRefused(send("POST", "/v1/prompts", "[]"), 422, "type");
        assertRefused(send("POST", "/v1/prompts", "{\"name\":\"q\"}"), 422, "prompt");
        assertRefused(send("POST", "/v1/prompts", "{\"name\":\"q\",\"prompt\":\"x\",\"lables\":[]}"), 422, "lables");
        assertRefused(send("POST", "/v1/prompts", "{\"name\":\"q\",\"prompt\":\"{{#a}}\"}"), 422, "line 1");
        assertRefused(
                send("POST", "/v1/prompts", "{\"name\":\"q\",\"prompt\":\"x\",\"labels\":[\"latest\"]}"),
                409,
                "latest");
        assertRefused(send("POST", "/v1/prompts", "{\"name\":\"q\",\"prompt\":\"x\",\"labels\":[null]}"), 422, "label");
        assertRefused(send("POST", "/v1/prompts", "{\"name\":\"b\",\"prompt\":\"x\"}"), 409, "already");
        assertRefused(send("POST", "/v1/prompts/b", "{}"), 405, "render");
        assertRefused(send("PUT", "/v1/prompts/b", "{}"), 405, "labels");
        assertRefused(send("PUT", "/v1/prompts/b/labels/x", "{}"), 422, "version");
        assertRefused(send("PUT", "/v1/prompts", "{}"), 405, "PUT");
        assertRefused(send("POST", "/v1/prompts/b/render", "{\"version\":1,\"variables\":[]}"), 422, "variables");
    }

    private static void assertRefused(HttpResponse<String> response, int status, String word) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).get("detail").stringValue()).contains(word);
    }

    @Test
    void letsViewersReadAndRenderOnly() throws Exception {
        send("POST", "/v1/prompts", "{\"name\":\"v\",\"prompt\":\"x\"}");
        seen("/v1/prompts/v?version=1");
        server.actAs(PromptServer.Who.VIEWER);
        assertThat(get("/v1/prompts/v?version=1").statusCode()).isEqualTo(200);
        assertThat(send("POST", "/v1/prompts/v/render", "{\"version\":1}").statusCode())
                .isEqualTo(200);
        assertThat(send("POST", "/v1/prompts/v/versions", "{\"prompt\":\"y\"}").statusCode())
                .isEqualTo(403);
        assertThat(send("PUT", "/v1/prompts/v/labels/x", "{\"version\":1}").statusCode())
                .isEqualTo(403);
        assertThat(send("DELETE", "/v1/prompts/v", "").statusCode()).isEqualTo(403);
    }

    @Test
    void streamsWhatChangesAndEndsWhenTheKeyIsRevoked() throws Exception {
        send("POST", "/v1/prompts", "{\"name\":\"s\",\"prompt\":\"x\"}");
        var lines = new CopyOnWriteArrayList<String>();
        var response = client.send(to("/v1/prompt-events").build(), BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream;charset=UTF-8");
        var reader = Thread.ofVirtual().start(() -> {
            try (var input = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                input.lines().filter(line -> !line.isEmpty()).forEach(lines::add);
            } catch (IOException e) {
                lines.add("failed: " + e);
            }
        });
        Await.until("the first event", () -> lines.contains("event: reset"));
        send("PUT", "/v1/prompts/s/labels/staging", "{\"version\":1}");
        Await.until("the label to move", () -> lines.contains("event: label-moved"));
        assertThat(lines.getLast())
                .startsWith("data: {\"prompt\":\"prm_")
                .contains("\"name\":\"s\",\"label\":\"staging\",\"from\":null,\"to\":1}");
        server.revoke();
        assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
        assertThat(lines).noneMatch(line -> line.startsWith("failed"));
    }
}
