package dev.maru.routes;

import static dev.maru.routes.ApiTenant.assertInvalid;
import static dev.maru.routes.ApiTenant.assertProblem;
import static dev.maru.routes.ApiTenant.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Limits and budgets over the management API. */
class LimitsApiIT {
    private static ApiTenant tenant;
    private static String limits;
    private static String budgets;

    @BeforeAll
    static void settle() {
        tenant = new ApiTenant("quokka71");
        limits = tenant.tenant + "/limits";
        budgets = tenant.tenant + "/budgets";
    }

    @AfterAll
    static void stop() {
        tenant.close();
    }

    @Test
    void limitsSeveralWindowsOfOneScope() {
        var scope = Map.of("project", tenant.place.project().toString(), "model", "a/b", "tagName", "team");
        var minute = tenant.owner.post(
                limits, Map.of("scope", scope, "kind", "tokens", "windowSeconds", 60, "amount", 1_000));
        var day = tenant.owner.post(
                limits, Map.of("scope", scope, "kind", "tokens", "windowSeconds", 86_400, "amount", 100_000));
        var atOnce = tenant.owner.post(limits, Map.of("kind", "concurrency", "amount", 8));

        assertThat(List.of(minute.status(), day.status(), atOnce.status())).containsOnly(201);
        assertThat(text(minute, "/scope/model")).isEqualTo("a/b");
        assertThat(atOnce.json().get("windowSeconds").isNull()).isTrue();
        assertThat(tenant.owner.get(limits).body())
                .contains(text(minute, "/id"), text(day, "/id"), text(atOnce, "/id"));
        var path = limits + "/" + text(minute, "/id");
        var changed = tenant.owner.patch(path, Map.of("version", 0, "amount", 2_000, "enabled", false));
        assertThat(changed.json().get("amount").asLong()).isEqualTo(2_000);
        assertProblem(tenant.owner.patch(path, Map.of("version", 0, "amount", 1)), 409, "stale-version");
        assertThat(tenant.owner.delete(path).status()).isEqualTo(204);
        assertProblem(tenant.owner.delete(path), 404, "limit-not-found");
    }

    @Test
    void keepsBudgetsAndSaysHowTheyStand() {
        var made = tenant.owner.post(
                budgets,
                Map.of(
                        "name", "Research",
                        "amount", "12.5",
                        "period", "month",
                        "timeZone", "Asia/Seoul",
                        "enforcement", "hard",
                        "thresholds", List.of(100, 50, 50)));

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        // The tenant made calls before there was a budget; they count.
        assertThat(amount(made, "/spent")).isPositive();
        assertThat(amount(made, "/remaining").add(amount(made, "/spent"))).isEqualByComparingTo("12.5");
        assertThat(text(made, "/renewsAt")).endsWith("T15:00:00Z");
        assertThat(made.json().get("thresholds").toString()).isEqualTo("[50,100]");
        var path = budgets + "/" + text(made, "/id");
        var changed = tenant.owner.patch(path, Map.of("version", 0, "amount", 20, "enforcement", "soft"));
        assertThat(text(changed, "/amount")).isEqualTo("20");
        assertThat(text(changed, "/enforcement")).isEqualTo("soft");
        assertThat(text(changed, "/name")).isEqualTo("Research");
        assertProblem(tenant.owner.patch(path, Map.of("version", 0, "amount", 1)), 409, "stale-version");
        assertThat(tenant.owner.delete(path).status()).isEqualTo(204);
        assertProblem(tenant.owner.get(path), 404, "budget-not-found");
    }

    @Test
    void saysWhatWouldStopACallFirst() {
        var scope = Map.of("tagName", "crew", "tagValue", "night");
        var many = tenant.owner.post(
                limits, Map.of("scope", scope, "kind", "requests", "windowSeconds", 60, "amount", 1_000));
        var none =
                tenant.owner.post(limits, Map.of("scope", scope, "kind", "requests", "windowSeconds", 60, "amount", 0));
        var soft = tenant.owner.post(
                budgets,
                Map.of("name", "Watched", "scope", scope, "amount", 0, "period", "month", "enforcement", "soft"));

        var stopped = tenant.owner.get(limits + "/effective?tag=crew=night");
        assertThat(text(stopped, "/binding/id")).isEqualTo(text(none, "/id"));
        assertThat(text(stopped, "/binding/kind")).isEqualTo("limit");
        assertThat(stopped.body()).contains(text(many, "/id")).doesNotContain(text(soft, "/id"));
        assertThat(tenant.owner.get(limits + "/effective?tag=crew=day").body())
                .doesNotContain(text(many, "/id"), text(none, "/id"));
        assertInvalid(tenant.owner.get(limits + "/effective?tag=crew"), "tag");
        assertInvalid(tenant.owner.get(limits + "/effective?key=x"), "scope.key");
        for (var made : List.of(many, none)) {
            assertThat(tenant.owner.delete(limits + "/" + text(made, "/id")).status())
                    .isEqualTo(204);
        }
        assertThat(tenant.owner.delete(budgets + "/" + text(soft, "/id")).status())
                .isEqualTo(204);
    }

    private static BigDecimal amount(Answer answer, String pointer) {
        return new BigDecimal(text(answer, pointer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"windowSeconds":60,"amount":1}                                          | kind
                {"kind":"calls","windowSeconds":60,"amount":1}                           | kind
                {"kind":"requests","windowSeconds":60}                                   | amount
                {"kind":"requests","windowSeconds":60,"amount":-1}                       | amount
                {"kind":"requests","amount":1}                                           | windowSeconds
                {"kind":"requests","windowSeconds":99999999,"amount":1}                  | windowSeconds
                {"kind":"concurrency","windowSeconds":60,"amount":1}                     | windowSeconds
                {"kind":"requests","windowSeconds":60,"amount":1,"scope":{"key":"x"}}    | scope.key
                {"kind":"requests","windowSeconds":60,"amount":1,"scope":{"model":"x"}}  | scope.model
                {"kind":"requests","windowSeconds":60,"amount":1,"scope":{"tagValue":"x"}} | scope.tagValue
                {"kind":"requests","windowSeconds":60,"amount":1,"burst":2}              | burst
                """)
    void namesTheFieldOfALimitThatIsWrong(String body, String field) {
        assertInvalid(tenant.owner.post(limits, new JsonMapper().readTree(body)), field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"amount":1,"period":"month","enforcement":"hard"}                                    | name
                {"name":" ","amount":1,"period":"month","enforcement":"hard"}                         | name
                {"name":"x","period":"month","enforcement":"hard"}                                    | amount
                {"name":"x","amount":-1,"period":"month","enforcement":"hard"}                        | amount
                {"name":"x","amount":"0.0000000000001","period":"month","enforcement":"hard"}         | amount
                {"name":"x","amount":1,"period":"year","enforcement":"hard"}                          | period
                {"name":"x","amount":1,"period":"month","enforcement":"firm"}                         | enforcement
                {"name":"x","amount":1,"period":"month","timeZone":"Mars/One","enforcement":"hard"}   | timeZone
                {"name":"x","amount":1,"period":"month","enforcement":"hard","thresholds":[0]}        | thresholds
                """)
    void namesTheFieldOfABudgetThatIsWrong(String body, String field) {
        assertInvalid(tenant.owner.post(budgets, new JsonMapper().readTree(body)), field);
    }
}
