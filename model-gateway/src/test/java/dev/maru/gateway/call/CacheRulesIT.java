package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.tenancy.Role;
import dev.maru.gateway.cache.CachePolicy.Mode;
import dev.maru.gateway.cache.CachePolicy.Scope;
import dev.maru.gateway.cache.CacheService;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.limit.LimitKind;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.gateway.limit.LimitService;
import dev.maru.gateway.route.RouteData;
import dev.maru.gateway.route.RouteName;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.gateway.route.RoutePlan.Order;
import dev.maru.gateway.route.RoutePlan.Target;
import dev.maru.gateway.route.RouteService;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.Reply.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept, for how long, and what a look costs. */
class CacheRulesIT extends CacheStack {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsNoFailuresAndNoHalves(boolean stream) {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        provider.script(
                Status.of(400), new Reply.CutAfter(1, false, true, Answer.of("half", " lost")), Answer.of("whole"));

        ask("D", stream, NOTHING);
        ask("D", stream, NOTHING);
        var third = ask("D", stream, NOTHING);
        var fourth = ask("D", stream, NOTHING);

        assertThat(state(third)).isEqualTo("miss");
        assertThat(state(fourth)).isEqualTo("hit");
        assertThat(fourth.body()).contains("whole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "content_filter"})
    void keepsNoAnswerThatTheModelHadMoreToSayTo(String reason) {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        provider.script(
                Answer.of("cut").withFinishReason(reason), Answer.of("cut").withFinishReason(reason));

        assertThat(state(ask("Tell me all", false, NOTHING))).isEqualTo("miss");
        assertThat(state(ask("Tell me all", true, NOTHING))).isEqualTo("miss");
        assertThat(state(ask("Tell me all", false, NOTHING))).isEqualTo("miss");
        assertThat(state(ask("Tell me all", true, NOTHING))).isEqualTo("miss");
    }

    @Test
    void keepsNoAnswerOfWhatStoodIn() {
        gateway.connect(tenant, "two", provider.baseUrl(), DisconnectPolicy.DRAIN);
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        gateway.bean(RouteService.class)
                .create(
                        tenant.caller(Role.OWNER),
                        new RouteName("chat"),
                        new RouteData(
                                "",
                                RoutePlan.of(Order.LISTED, List.of(Target.of(MODEL), Target.of("two/scripted-large"))),
                                true));
        provider.script(Status.of(404), Answer.of("stand-in"), Answer.of("the first"));
        var body = "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

        assertThat(ask(tenant, key, "/v1/chat/completions", body, NOTHING).body())
                .contains("stand-in");
        var back = ask(tenant, key, "/v1/chat/completions", body, NOTHING);

        assertThat(state(back)).isEqualTo("miss");
        assertThat(back.body()).contains("the first");
        assertThat(state(ask(tenant, key, "/v1/chat/completions", body, NOTHING)))
                .isEqualTo("hit");
    }

    @Test
    void countsLooksThatCostSomethingAgainstLimits() {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        gateway.bean(LimitService.class)
                .create(
                        tenant.caller(Role.OWNER),
                        LimitScope.TENANT,
                        LimitKind.REQUESTS,
                        Duration.ofMinutes(1),
                        3,
                        true);

        for (int look = 0; look < 3; look++) {
            assertThat(ask("Guess " + look, false, Map.of("maru-cache-control", "only-if-cached"))
                            .statusCode())
                    .isEqualTo(412);
        }
        assertThat(ask("Guess", false, Map.of("maru-cache-control", "only-if-cached"))
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void aStricterPolicyHoldsForWhatIsKeptAlready() {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        ask("H", false, NOTHING);
        database.execute("update gateway.cached_answer set created_at = now() - interval '2 hours' where tenant_id = '"
                + tenant.tenant().value() + "'");

        assertThat(state(ask("H", false, NOTHING))).isEqualTo("miss");

        policy(tenant, Mode.OFF, Scope.PROJECT);
        assertThat(gateway.select("select 1 from gateway.cached_answer where tenant_id = '"
                        + tenant.tenant().value() + "'"))
                .isEmpty();
    }

    @Test
    void forgetsEverythingAtOnce() {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        ask("E", false, NOTHING);

        assertThat(gateway.bean(CacheService.class).purge(tenant.caller(Role.OWNER)))
                .isEqualTo(1);

        assertThat(state(ask("E", false, NOTHING))).isEqualTo("miss");
    }
}
