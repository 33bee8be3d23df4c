package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.maru.access.ApiKeyData;
import dev.maru.access.ApiKeyService;
import dev.maru.access.IssuedApiKey;
import dev.maru.core.tenancy.Scope;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.ProtectionService;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The prompt routes of Langfuse, asked as its clients ask them, and by its client for Python where there is one. */
class LangfuseClientIT {
    private static final RunningMaru MARU = RunningMaru.shared();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROMPTS = "/api/public/v2/prompts";

    private static IssuedApiKey key;

    @BeforeAll
    static void makeKey() {
        key = MARU.bean(ApiKeyService.class)
                .create(MARU.owner(), ApiKeyData.of("langfuse", Set.of(Scope.PROMPTS_WRITE)));
    }

    @Test
    void saysThatItIsThereAndWhoseKeyThisIs() {
        var health =
                MARU.send(HttpRequest.newBuilder(MARU.url("/api/public/health")).build());
        var projects = get("/api/public/projects");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(json(health).at("/status").asString()).isEqualTo("OK");
        assertThat(json(projects).at("/data/0/id").asString())
                .isEqualTo(MARU.owner().requireProject().toString());
        assertThat(json(projects).at("/data/0/organization/id").asString())
                .isEqualTo(MARU.owner().tenant().toString());
    }

    @Test
    void makesAPromptThenVersionsOfIt() {
        var first = save("plain/versions", "Hello {{name}}", "production");
        var second = save("plain/versions", "Hi {{name}}");
        var same = save("plain/versions", "Hi {{name}}", "staging");

        assertThat(first.at("/version").asInt()).isEqualTo(1);
        assertThat(first.at("/labels")).isEqualTo(JSON.valueToTree(List.of("production", "latest")));
        assertThat(second.at("/version").asInt()).isEqualTo(2);
        assertThat(second.at("/labels")).isEqualTo(JSON.valueToTree(List.of("latest")));
        assertThat(same.at("/version").asInt()).isEqualTo(2);
        assertThat(same.at("/labels")).isEqualTo(JSON.valueToTree(List.of("staging", "latest")));
        assertThat(fetched("plain%2Fversions").at("/prompt").asString()).isEqualTo("Hello {{name}}");
        assertThat(fetched("plain%2Fversions?label=latest").at("/version").asInt())
                .isEqualTo(2);
        assertThat(fetched("plain%2Fversions?version=2").at("/prompt").asString())
                .isEqualTo("Hi {{name}}");
    }

    @Test
    void leavesReferencesAsTheyAreWhereAskedTo() {
        save("plain/part", "part", "production");
        var reference = "@@@langfusePrompt:name=plain/part|label=production@@@";
        save("plain/whole", "a " + reference, "production");

        assertThat(fetched("plain%2Fwhole").at("/prompt").asString()).isEqualTo("a part");
        assertThat(fetched("plain%2Fwhole?resolve=false").at("/prompt").asString())
                .isEqualTo("a " + reference);
    }

    @Test
    void takesMessagesWithoutTheMarksOfItsClients() {
        var message = Map.of("type", "chatmessage", "role", "user", "content", "{{question}}");
        var placeholder = Map.of("type", "placeholder", "name", "history");
        var saved = send(
                "POST",
                PROMPTS,
                Map.of(
                        "type",
                        "chat",
                        "name",
                        "plain/chat",
                        "prompt",
                        List.of(message, placeholder),
                        "isActive",
                        true));

        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
        assertThat(json(saved).at("/prompt"))
                .isEqualTo(JSON.valueToTree(List.of(Map.of("role", "user", "content", "{{question}}"), placeholder)));
    }

    @Test
    void listsByPageNameTagAndLabel() {
        for (var name : List.of("listed/a", "listed/b", "listed/c")) {
            send("POST", PROMPTS, Map.of("name", name, "prompt", name, "tags", List.of("listed")));
        }
        save("listed/b", "b again", "chosen");

        var second = json(get(PROMPTS + "?tag=listed&limit=2&page=2"));
        assertThat(second.at("/data").findValuesAsString("name")).containsExactly("listed/c");
        assertThat(second.at("/meta"))
                .isEqualTo(JSON.valueToTree(Map.of("page", 2, "limit", 2, "totalItems", 3, "totalPages", 2)));
        assertThat(json(get(PROMPTS + "?label=chosen")).at("/data/0/versions"))
                .isEqualTo(JSON.valueToTree(List.of(1, 2)));
        assertThat(names(PROMPTS + "?name=listed%2Fa")).containsExactly("listed/a");
        assertThat(names(PROMPTS + "?name=listed%2Fa&page=2")).isEmpty();
        assertThat(names(PROMPTS + "?name=listed%2Fa&label=chosen")).isEmpty();
        var last = json(get(PROMPTS + "?name=listed%2Fc"))
                .at("/data/0/lastUpdatedAt")
                .asString();
        assertThat(names(PROMPTS + "?tag=listed&fromUpdatedAt=" + last))
                .contains("listed/c")
                .doesNotContain("listed/a");
        for (var query : List.of("limit=101", "limit=0", "page=0", "page=2147483647&limit=100")) {
            assertThat(get(PROMPTS + "?" + query).statusCode()).as(query).isEqualTo(400);
        }
    }

    @Test
    void movesLabelsToAVersion() {
        save("plain/moved", "one", "production");
        save("plain/moved", "two");

        var moved = send(
                "PATCH", PROMPTS + "/plain%2Fmoved/versions/2", Map.of("newLabels", List.of("production", "latest")));

        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
        assertThat(json(moved).at("/labels")).isEqualTo(JSON.valueToTree(List.of("production", "latest")));
        assertThat(fetched("plain%2Fmoved").at("/prompt").asString()).isEqualTo("two");
    }

    @Test
    void deletesWholePromptsOnly() {
        save("plain/gone", "x", "production");

        assertThat(send("DELETE", PROMPTS + "/plain%2Fgone?version=1", null).statusCode())
                .isEqualTo(400);
        assertThat(send("DELETE", PROMPTS + "/plain%2Fgone", null).statusCode()).isEqualTo(204);
        assertThat(get(PROMPTS + "/plain%2Fgone").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesAsItsClientsExpect() {
        save("plain/there", "x", "production");

        assertThat(get(PROMPTS + "/plain%2Fnone").statusCode()).isEqualTo(404);
        assertThat(get(PROMPTS + "/plain%2Fthere?version=9").statusCode()).isEqualTo(404);
        assertThat(get(PROMPTS + "/plain%2Fthere?label=nowhere").statusCode()).isEqualTo(404);
        assertThat(get(PROMPTS + "/plain%2Fthere?label=production&version=1").statusCode())
                .isEqualTo(400);
        assertThat(MARU.send(HttpRequest.newBuilder(MARU.url(PROMPTS)).build()).statusCode())
                .isEqualTo(401);
        assertThat(MARU.send(HttpRequest.newBuilder(MARU.url(PROMPTS))
                                .header("Authorization", basic("not the id", key.secret()))
                                .build())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void keepsProtectedLabelsFromKeys() {
        save("guarded/prompt", "one");
        MARU.bean(ProtectionService.class).add(MARU.owner(), "guarded", PromptLabel.PRODUCTION, 1, null);

        var patched = send(
                "PATCH",
                PROMPTS + "/guarded%2Fprompt/versions/1",
                Map.of("newLabels", List.of("staging", "production")));
        var saved = send(
                "POST", PROMPTS, Map.of("name", "guarded/prompt", "prompt", "two", "labels", List.of("production")));

        assertThat(patched.statusCode()).isEqualTo(403);
        assertThat(json(patched).at("/type").asString()).isEqualTo("/problems/prompt-label-protected");
        assertThat(saved.statusCode()).isEqualTo(403);
        assertThat(get(PROMPTS + "/guarded%2Fprompt?label=staging").statusCode())
                .as("all labels or none")
                .isEqualTo(404);
        assertThat(fetched("guarded%2Fprompt?label=latest").at("/version").asInt())
                .isEqualTo(1);
    }

    @Test
    void servesTheClientForPython(@TempDir Path folder) throws IOException, InterruptedException {
        var python = System.getenv().getOrDefault("MARU_TEST_PYTHON", "python3");
        assumeTrue(succeeds(folder, python, "-c", "import langfuse"), "langfuse is not installed for " + python);
        var script = folder.resolve("langfuse_client.py");
        try (var source = Objects.requireNonNull(LangfuseClientIT.class.getResourceAsStream("langfuse_client.py"))) {
            Files.write(script, source.readAllBytes());
        }

        boolean worked = succeeds(folder, python, script.toString());

        assertThat(worked).as(Files.readString(folder.resolve("output"))).isTrue();
    }

    private static boolean succeeds(Path folder, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("LANGFUSE_PUBLIC_KEY", key.key().id().toString());
        builder.environment().put("LANGFUSE_SECRET_KEY", key.secret());
        builder.environment().put("LANGFUSE_BASE_URL", MARU.url().toString());
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException e) {
            // There is no such program.
            return false;
        }
    }

    private static JsonNode save(String name, String prompt, String... labels) {
        var saved = send(
                "POST",
                PROMPTS,
                Map.of("name", name, "type", "text", "prompt", prompt, "labels", List.of(labels), "config", Map.of()));
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
        return json(saved);
    }

    private static JsonNode fetched(String nameAndQuery) {
        var answer = get(PROMPTS + "/" + nameAndQuery);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static List<String> names(String path) {
        var names = new ArrayList<String>();
        json(get(path)).at("/data").forEach(item -> names.add(item.at("/name").asString()));
        return names;
    }

    private static HttpResponse<String> get(String path) {
        return send("GET", path, null);
    }

    private static HttpResponse<String> send(String method, String path, @Nullable Object body) {
        var payload = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        return MARU.send(HttpRequest.newBuilder(MARU.url(path))
                .method(method, payload)
                .header("Authorization", basic(key.key().id().toString(), key.secret()))
                .header("Content-Type", "application/json")
                .build());
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
