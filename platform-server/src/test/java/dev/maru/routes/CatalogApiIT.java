package dev.maru.routes;

import static dev.maru.routes.ApiTenant.assertInvalid;
import static dev.maru.routes.ApiTenant.assertProblem;
import static dev.maru.routes.ApiTenant.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Connections, models and prices over the management API. */
class CatalogApiIT {
    private static ApiTenant tenant;
    private static String connections;
    private static String models;

    @BeforeAll
    static void settle() {
        tenant = new ApiTenant("okapi53");
        connections = tenant.tenant + "/connections";
        models = tenant.tenant + "/models";
    }

    @AfterAll
    static void stop() {
        tenant.close();
    }

    @Test
    void connectsAProviderAndNeverShowsItsKey() {
        var made = tenant.owner.post(connections, connection("first", "sk-of-the-provider-1234"));
        var path = connections + "/" + text(made, "/id");

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(text(made, "/secretHint")).isEqualTo("…1234");
        assertThat(text(tenant.owner.post(path + "/test", null), "/outcome")).isEqualTo("works");
        var imported = tenant.owner.post(path + "/import", null);
        assertThat(imported.json().get("added").asInt()).isEqualTo(2);
        assertThat(tenant.owner.post(path + "/import", null).json().get("added").asInt())
                .isZero();
        assertThat(tenant.owner.get(models).body()).contains("first/scripted-large");
        for (var answer : new Answer[] {made, tenant.owner.get(connections), tenant.owner.get(models)}) {
            assertThat(answer.body()).doesNotContain("sk-of-the-provider");
        }
        assertThat(tenant.owner.delete(path).status()).isEqualTo(204);
        assertThat(tenant.owner.get(models).body()).doesNotContain("first/scripted-large");
        assertProblem(tenant.owner.delete(path), 404, "connection-not-found");
    }

    @Test
    void changesAConnectionOfTheVersionThatWasSeenOnly() {
        var made = tenant.owner.post(connections, connection("changing", null));
        var path = connections + "/" + text(made, "/id");
        var version = made.json().get("version").asLong();

        var changed = tenant.owner.patch(path, Map.of("version", version, "name", "Another", "enabled", false));

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(text(changed, "/name")).isEqualTo("Another");
        assertThat(changed.json().get("enabled").asBoolean()).isFalse();
        assertProblem(tenant.owner.patch(path, Map.of("version", version, "name", "Late")), 409, "stale-version");
        assertInvalid(tenant.owner.patch(path, Map.of("name", "x")), "version");
        assertProblem(tenant.owner.post(connections, connection("changing", null)), 409, "connection-slug-taken");
    }

    @Test
    void describesAnEndpointAndReckonsItsCost() {
        var made = tenant.owner.post(connections, connection("gpus", null));
        var path = connections + "/" + text(made, "/id");
        assertProblem(tenant.owner.get(path + "/hosting"), 404, "hosting-not-found");
        var facts = new HashMap<String, Object>(Map.of(
                "engine",
                "vllm",
                "gpuType",
                "A100-80GB",
                "gpuCount",
                8,
                "pricePerGpuHour",
                1.64,
                "maxConcurrency",
                64));

        var put = tenant.owner.put(path + "/hosting", facts);

        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(text(put, "/pricePerGpuHour")).isEqualTo("1.64");
        assertThat(text(put, "/utilisation")).isEqualTo("0.3");
        assertProblem(tenant.owner.put(path + "/hosting", facts), 409, "stale-version");
        facts.put("version", 0);
        facts.put("metricsPath", "//elsewhere/metrics");
        assertInvalid(tenant.owner.put(path + "/hosting", facts), "metricsPath");
        facts.put("metricsPath", "/internal/metrics");
        assertThat(tenant.owner
                        .put(path + "/hosting", facts)
                        .json()
                        .get("version")
                        .asLong())
                .isEqualTo(1);
        assertThat(tenant.owner.get(path + "/health").status()).isEqualTo(200);
        assertThat(text(tenant.owner.get(path + "/cost"), "/verdict")).isEqualTo("unknown");
        var never = tenant.owner.get(path + "/cost?tokensPerSecond=1480&apiPerMillion=0.8");
        assertThat(text(never, "/verdict")).isEqualTo("never");
        assertThat(text(never, "/breakEven/tokensPerMonth")).isEqualTo("11972000000");
        assertThat(text(never, "/perMillion")).startsWith("8.20");
        assertInvalid(tenant.owner.get(path + "/cost?utilisation=2"), "utilisation");
        assertProblem(tenant.owner.get(path + "/cost?against=no/model"), 404, "model-not-found");
        assertThat(tenant.owner.delete(path + "/hosting").status()).isEqualTo(204);
        assertProblem(tenant.owner.get(path + "/cost"), 404, "hosting-not-found");
    }

    @Test
    void sendsAKeyToNoOtherOriginThanItWasEnteredFor() {
        var made = tenant.owner.post(connections, connection("moving", "sk-of-the-provider-5678"));
        var path = connections + "/" + text(made, "/id");

        var moved = tenant.owner.patch(path, Map.of("version", 0, "baseUrl", "http://127.0.0.1:1/v1"));

        assertThat(moved.status()).as(moved.body()).isEqualTo(422);
        assertThat(text(moved, "/type")).isEqualTo("/problems/connection-secret-needed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"name":"x","baseUrl":"https://api.example.com/v1"}                         | slug
                {"slug":"Not A Slug","name":"x","baseUrl":"https://api.example.com/v1"}     | slug
                {"slug":"x","baseUrl":"https://api.example.com/v1"}                         | name
                {"slug":"x","name":" ","baseUrl":"http://127.0.0.1:1/v1"}                   | name
                {"slug":"x","name":"x"}                                                     | baseUrl
                {"slug":"x","name":"x","baseUrl":"ftp://example.com"}                       | baseUrl
                {"slug":"x","name":"x","baseUrl":"not a url"}                               | baseUrl
                {"slug":"x","name":"x","baseUrl":"http://127.0.0.1:1/v1","onDisconnect":"panic"} | onDisconnect
                {"slug":"x","name":"x","baseUrl":"http://127.0.0.1:1/v1","region":"eu"}     | region
                """)
    void namesTheFieldOfAConnectionThatIsWrong(String body, String field) {
        assertInvalid(tenant.owner.post(connections, new JsonMapper().readTree(body)), field);
    }

    @Test
    void connectsToNoPrivateAddressThatTheOperatorDidNotAllow() {
        var body = new HashMap<>(connection("inside", null));
        for (var url : new String[] {"http://10.0.0.1/v1", "http://169.254.169.254/latest", "http://[::1]:80/v1"}) {
            body.put("baseUrl", url);

            assertThat(tenant.owner.post(connections, body).status()).as(url).isBetween(400, 422);
        }
    }

    @Test
    void addsAModelWithPricesAndSwitchesItOff() {
        var made = tenant.owner.post(models, model("by-hand"));
        var path = models + "/" + text(made, "/id");
        var version = made.json().get("version").asLong();

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertProblem(tenant.owner.post(models, model("by-hand")), 409, "model-exists");
        var price = tenant.owner.post(path + "/prices", Map.of("currency", "USD", "output", "2.5"));
        assertThat(price.status()).as(price.body()).isEqualTo(201);
        assertThat(text(price, "/output")).isEqualTo("2.5");
        assertThat(tenant.owner.get(path + "/prices").body()).contains("\"output\":\"2.5\"");
        var off = tenant.owner.patch(path, Map.of("version", version, "enabled", false));
        assertThat(off.json().get("enabled").asBoolean()).isFalse();
        assertProblem(tenant.owner.patch(path, Map.of("version", version, "name", "Late")), 409, "stale-version");
        assertThat(new Api(tenant.owner.maru(), tenant.place.key())
                        .get("/v1/models")
                        .body())
                .doesNotContain("by-hand");
    }

    @Test
    void keepsFactsScoresAndTiersOfAModel() {
        var made = tenant.owner.post(models, model("with-facts"));
        var path = models + "/" + text(made, "/id");
        var tier = Map.of("aboveInputTokens", 200_000, "uncachedInput", "2", "output", "15", "cacheWriteLong", "4");
        var changed = tenant.owner.patch(
                path,
                Map.of(
                        "version", made.json().get("version").asLong(),
                        "features", List.of("tools", "cache"),
                        "facts", Map.of("inputs", List.of("text", "image"), "retiresOn", "2027-01-31")));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);

        var price = tenant.owner.post(
                path + "/prices",
                Map.of("currency", "USD", "uncachedInput", "1", "output", "10", "tiers", List.of(tier)));
        assertThat(price.status()).as(price.body()).isEqualTo(201);
        var score = tenant.owner.put(
                path + "/scores/mt-bench",
                Map.of("value", "9.1", "source", "https://example.com/board", "asOf", "2026-11-01"));
        assertThat(score.status()).as(score.body()).isEqualTo(200);

        var seen = tenant.owner.get(path);
        assertThat(text(seen, "/facts/retiresOn")).isEqualTo("2027-01-31");
        assertThat(text(seen, "/price/tiers/0/cacheWriteLong")).isEqualTo("4");
        assertThat(text(seen, "/scores/0/value")).isEqualTo("9.1");
        assertThat(tenant.owner.delete(path + "/scores/mt-bench").status()).isEqualTo(204);
        assertThat(tenant.owner.get(path).json().get("scores").size()).isZero();
        assertThat(tenant.owner
                        .get(path + "/measures?window=7d")
                        .json()
                        .get("measure")
                        .isNull())
                .isTrue();
        assertInvalid(tenant.owner.get(path + "/measures?window=2y"), "window");
        assertThat(tenant.owner.get(models + "/measures").json().get("models").size())
                .isNotNegative();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"upstreamId":"x"}                                              | connectionId
                {"connectionId":"%s"}                                           | upstreamId
                {"connectionId":"%s","upstreamId":" "}                          | upstreamId
                {"connectionId":"%s","upstreamId":"x","contextWindow":0}        | contextWindow
                {"connectionId":"%s","upstreamId":"x","maxOutputTokens":-1}     | maxOutputTokens
                {"connectionId":"%s","upstreamId":"x","contextWindow":"large"}  | contextWindow
                {"connectionId":"%s","upstreamId":"x","speed":9}                | speed
                {"connectionId":"%s","upstreamId":"x","features":["telepathy"]} | features
                {"connectionId":"%s","upstreamId":"x","facts":{"inputs":["smell"]}} | inputs
                """)
    void namesTheFieldOfAModelThatIsWrong(String body, String field) {
        var filled = body.formatted(tenant.place.twin().connection());

        assertInvalid(tenant.owner.post(models, new JsonMapper().readTree(filled)), field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"output":"1"}                                       | currency
                {"currency":"EUR","output":"1"}                      | currency
                {"currency":"USD"}                                   | output
                {"currency":"USD","output":"-1"}                     | output
                {"currency":"USD","output":"0.0000001"}              | output
                {"currency":"USD","output":"1","cacheRead":"many"}   | cacheRead
                {"currency":"USD","output":"1","effectiveFrom":"x"}  | effectiveFrom
                {"currency":"USD","output":"1","tiers":[{"output":"2"}]}                                     | tiers
                {"currency":"USD","output":"1","tiers":[{"aboveInputTokens":9,"uncachedInput":"2"}]}         | tiers
                {"currency":"USD","output":"1","tiers":[{"service":"Not one","output":"2"}]}                 | tiers
                {"currency":"USD","output":"1","tiers":[{"service":"flex","output":"-2"}]}                   | tiers
                {"currency":"USD","output":"1","audioOutput":"-1"}                                           | audioOutput
                """)
    void namesTheFieldOfAPriceThatIsWrong(String body, String field) {
        var prices = models + "/" + tenant.place.twin().model() + "/prices";

        assertInvalid(tenant.owner.post(prices, new JsonMapper().readTree(body)), field);
    }

    private static Map<String, Object> connection(String slug, @Nullable String secret) {
        var body = new HashMap<String, Object>(Map.of(
                "slug",
                slug,
                "name",
                "A provider",
                "baseUrl",
                tenant.provider.baseUrl().toString()));
        if (secret != null) {
            body.put("secret", secret);
        }
        return body;
    }

    private static Map<String, Object> model(String upstreamId) {
        return Map.of("connectionId", tenant.place.twin().connection().toString(), "upstreamId", upstreamId);
    }
}
