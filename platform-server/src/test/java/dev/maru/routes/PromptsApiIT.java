package dev.maru.routes;

import static dev.maru.routes.ApiTenant.assertInvalid;
import static dev.maru.routes.ApiTenant.assertProblem;
import static dev.maru.routes.ApiTenant.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Prompts of a project over the management API. */
class PromptsApiIT {
    private static ApiTenant tenant;
    private static String prompts;

    @BeforeAll
    static void settle() {
        tenant = new ApiTenant("tapir54");
        prompts = tenant.project + "/prompts";
    }

    @AfterAll
    static void stop() {
        tenant.close();
    }

    @Test
    void makesReleasesAndDeletesAPrompt() {
        var made = tenant.owner.post(
                prompts,
                Map.of(
                        "name",
                        "team/hello",
                        "prompt",
                        "Hello {{name}}",
                        "labels",
                        List.of("production"),
                        "tags",
                        List.of("greeting")));
        var path = prompts + "/team%2Fhello";

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(text(tenant.owner.get(path), "/prompt")).isEqualTo("Hello {{name}}");
        var second = tenant.owner.post(path + "/versions", Map.of("prompt", "Hi {{name}}", "expectedLatest", 1));
        assertThat(second.status()).as(second.body()).isEqualTo(201);
        assertThat(tenant.owner
                        .put(path + "/labels/production", Map.of("version", 2, "expectedVersion", 1))
                        .status())
                .isEqualTo(200);
        var rendered = tenant.owner.post(path + "/render", Map.of("variables", Map.of("name", "Ada")));
        assertThat(text(rendered, "/text")).isEqualTo("Hi Ada");
        assertThat(tenant.owner.get(prompts + "?tag=greeting").body()).contains("team/hello");
        assertThat(tenant.owner.delete(path).status()).isEqualTo(204);
        assertProblem(tenant.owner.get(path), 404, "prompt-not-found");
        assertProblem(tenant.owner.delete(path), 404, "prompt-not-found");
    }

    @Test
    void refusesWhatAnAuthorDidNotSeeComing() {
        var path = prompt("contested");
        tenant.owner.post(path + "/versions", Map.of("prompt", "second"));
        var edit = tenant.owner
                .get(prompts + "?name=contested")
                .json()
                .at("/data/0/edit")
                .asLong();

        assertThat(tenant.owner
                        .post(path + "/versions", Map.of("prompt", "third", "expectedLatest", 1))
                        .status())
                .isEqualTo(409);
        assertThat(tenant.owner
                        .put(path + "/labels/production", Map.of("version", 2, "expectedVersion", 0))
                        .status())
                .isEqualTo(409);
        assertThat(tenant.owner
                        .patch(path, Map.of("description", "mine", "edit", edit))
                        .status())
                .isEqualTo(200);
        assertProblem(tenant.owner.patch(path, Map.of("description", "late", "edit", edit)), 409, "stale-version");
    }

    @Test
    void refusesASecondPromptOfTheSameName() {
        prompt("only");

        assertThat(tenant.owner.post(prompts, body("only")).status()).isEqualTo(409);
    }

    @Test
    void namesTheVariableThatIsMissing() {
        var answer = tenant.owner.post(prompt("needy") + "/render", Map.of("variables", Map.of()));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("name");
        assertThat(answer.json().at("/errors/0/field").asString()).contains("name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                {"prompt":"x"}   ; name
                {"name":"","prompt":"x"}   ; name
                {"name":"a|b","prompt":"x"}   ; name
                {"name":"a//b","prompt":"x"}   ; name
                {"name":"a/../b","prompt":"x"}   ; name
                {"name":"x"}   ; prompt
                {"name":"x","prompt":"x","type":"poem"}   ; type
                {"name":"x","prompt":"x","labels":["UPPER CASE"]}   ; label
                {"name":"x","prompt":"x","labels":[null]}   ; labels[0]
                {"name":"x","prompt":"x","tags":[""]}   ; tags
                {"name":"x","prompt":"x","config":[]}   ; config
                {"name":"x","prompt":"x","owner":"me"}   ; owner
                """)
    void namesTheFieldThatIsWrong(String body, String field) {
        assertInvalid(tenant.owner.post(prompts, new JsonMapper().readTree(body)), field);
    }

    @Test
    void saysWhereATemplateIsWrong() {
        var answer = tenant.owner.post(prompts, Map.of("name", "x", "prompt", "{{#open}} and no end"));

        assertProblem(answer, 422, "prompt-template-invalid");
        assertThat(answer.json().at("/errors/0/field").asString("")).startsWith("prompt");
        assertThat(text(answer, "/detail")).contains("open");
    }

    @Test
    void refusesListsThatAreAskedForWrongly() {
        for (var query : List.of("limit=0", "limit=many", "cursor=!!", "archived=perhaps", "colour=red")) {
            var answer = tenant.owner.get(prompts + "?" + query);

            assertThat(answer.status()).as(query).isBetween(400, 422);
            assertThat(answer.body()).contains(query.substring(0, query.indexOf('=')));
        }
    }

    private static String prompt(String name) {
        var made = tenant.owner.post(prompts, body(name));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return prompts + "/" + name;
    }

    private static Map<String, Object> body(String name) {
        return Map.of("name", name, "prompt", "Hello {{name}}", "labels", List.of("production"));
    }
}
