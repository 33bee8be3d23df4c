package dev.maru.routes;

import static dev.maru.routes.ApiTenant.assertInvalid;
import static dev.maru.routes.ApiTenant.assertProblem;
import static dev.maru.routes.ApiTenant.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.tenancy.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** API keys over the management API. */
class KeysApiIT {
    private static ApiTenant tenant;
    private static String keys;

    @BeforeAll
    static void settle() {
        tenant = new ApiTenant("civet51");
        keys = tenant.project + "/keys";
    }

    @AfterAll
    static void stop() {
        tenant.close();
    }

    @Test
    void makesAKeyWhoseSecretIsShownOnce() {
        var made = tenant.owner.post(keys, Map.of("name", "batch", "scopes", List.of("call", "prompts:read")));
        var id = text(made, "/key/id");
        var secret = text(made, "/secret");
        var found = tenant.owner.get(keys + "/" + id);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers()).contains(keys + "/" + id);
        assertThat(secret).startsWith("maru_");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body()).contains("\"name\":\"batch\"").doesNotContain(secret);
        assertThat(tenant.owner.get(keys).body()).contains(id).doesNotContain(secret);
        assertThat(new Api(tenant.owner.maru(), secret).get("/v1/models").status())
                .isEqualTo(200);
    }

    @Test
    void pagesThroughKeysWithoutLosingOrRepeatingOne() {
        for (int i = 0; i < 5; i++) {
            tenant.settler.key(tenant.settler.owner(tenant.place), "page " + i, Scope.PROMPTS_READ);
        }
        var seen = new HashSet<String>();
        int rows = 0;
        var cursor = "";
        do {
            var page = tenant.owner.get(keys + "?limit=2" + cursor);
            for (var item : page.json().get("items")) {
                seen.add(item.get("id").asString());
                rows++;
            }
            var next = text(page, "/nextCursor");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());

        assertThat(rows).isEqualTo(seen.size()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void rotatesAKeyWhoseOldSecretWorksOn() {
        var old = tenant.owner.post(keys, Map.of("name", "turning", "scopes", List.of("prompts:read")));
        var path = keys + "/" + text(old, "/key/id");

        var next = tenant.owner.post(path + "/rotate", Map.of("overlap", "PT1H"));

        assertThat(next.status()).isEqualTo(201);
        assertThat(text(next, "/key/rotatedFrom")).isEqualTo(text(old, "/key/id"));
        for (var secret : List.of(text(old, "/secret"), text(next, "/secret"))) {
            assertThat(new Api(tenant.owner.maru(), secret).get("/v1/prompts").status())
                    .isEqualTo(200);
        }
        assertInvalid(tenant.owner.post(path + "/rotate", Map.of("overlap", "P8D")), "overlap");
        assertInvalid(tenant.owner.post(path + "/rotate", Map.of("overlap", "a while")), "overlap");
    }

    @Test
    void revokesAKeyOnceAndForAll() {
        var made = tenant.owner.post(keys, Map.of("name", "leaving", "scopes", List.of("prompts:read")));
        var path = keys + "/" + text(made, "/key/id");

        assertThat(tenant.owner.delete(path).status()).isEqualTo(204);
        assertThat(tenant.owner.delete(path).status()).isEqualTo(204);
        assertThat(text(tenant.owner.get(path), "/revokedAt")).isNotEmpty();
        assertThat(new Api(tenant.owner.maru(), text(made, "/secret"))
                        .get("/v1/prompts")
                        .status())
                .isEqualTo(401);
        assertProblem(tenant.owner.post(path + "/rotate", Map.of()), 409, "api-key-revoked");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"scopes":["call"]}                                                 | name
                {"name":"","scopes":["call"]}                                       | name
                {"name":"a\\u0000b","scopes":["call"]}                              | name
                {"name":"x"}                                                        | scopes
                {"name":"x","scopes":[]}                                            | scopes
                {"name":"x","scopes":["call","everything"]}                         | scopes[1]
                {"name":"x","scopes":[null]}                                        | scopes[0]
                {"name":"x","scopes":["call"],"models":[""]}                        | models
                {"name":"x","scopes":["call"],"ipRanges":["nowhere"]}               | ipRanges
                {"name":"x","scopes":["call"],"expiresAt":"2001-01-01T00:00:00Z"}   | expiresAt
                {"name":"x","scopes":["call"],"expiresAt":"tomorrow"}               | expiresAt
                {"name":"x","scopes":["call"],"budget":5}                           | budget
                {"name":{},"scopes":["call"]}                                       | name
                """)
    void namesTheFieldThatIsWrong(String body, String field) {
        assertInvalid(tenant.owner.post(keys, new JsonMapper().readTree(body)), field);
    }

    @Test
    void refusesListsThatAreAskedForWrongly() {
        assertInvalid(tenant.owner.get(keys + "?limit=0"), "limit");
        assertInvalid(tenant.owner.get(keys + "?limit=many"), "limit");
        assertProblem(tenant.owner.get(keys + "?cursor=nonsense"), 400, "invalid-request");
    }

    @Test
    void findsNoKeyThatIsNotThere() {
        for (var id : List.of("key_00000000000000000000000000000000", "nonsense", "prj_" + "0".repeat(32))) {
            assertThat(tenant.owner.get(keys + "/" + id).status()).as(id).isEqualTo(404);
            assertThat(tenant.owner.delete(keys + "/" + id).status()).as(id).isEqualTo(404);
        }
    }

    @Test
    void givesAKeyNoMoreThanItsMakerHas() {
        var manager = tenant.owner.post(keys, Map.of("name", "manager", "scopes", List.of("manage")));
        var api = new Api(tenant.owner.maru(), text(manager, "/secret"));

        assertProblem(
                api.post(keys, Map.of("name", "more", "scopes", List.of("prompts:write"))), 403, "rights-exceeded");
        assertThat(api.post(keys, Map.of("name", "same", "scopes", List.of("manage")))
                        .status())
                .isEqualTo(201);
    }
}
