package dev.maru.e2e;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.catalog.ConnectionKeyService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.route.Condition;
import dev.maru.gateway.route.Condition.Subject;
import dev.maru.gateway.route.FailureClass;
import dev.maru.gateway.route.RouteData;
import dev.maru.gateway.route.RouteName;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.gateway.route.RoutePlan.Order;
import dev.maru.gateway.route.RoutePlan.Target;
import dev.maru.gateway.route.RouteService;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Routes of several kinds, and a connection with a key that its provider refused. */
record GalleryRoutes(RunningMaru maru, Caller caller, boolean korean) {
    private static final String LARGE = "openai/gpt-5";
    private static final String SMALL = "openai/gpt-5-mini";
    private static final String OWN = "gpu-cluster/gpt-5";

    void fill() {
        make(
                "batch-summaries",
                say("Night runs", "야간 배치 요약"),
                RoutePlan.of(Order.CHEAPEST, List.of(Target.of(OWN), Target.of(SMALL))),
                false);
        make(
                "router",
                say("Picks the model that the question needs", "질문 수준에 맞는 모델 선택"),
                RoutePlan.of(Order.BY_NEED, List.of(Target.of(LARGE), Target.of(SMALL), Target.of(OWN))),
                true);
        make("support-chat", say("Answers customers on web and app", "웹과 앱의 고객 상담 답변"), support(), true);
        keys();
    }

    private static RoutePlan support() {
        var korean = new Condition(Subject.LANGUAGE, null, Condition.Test.IS, List.of("ko"));
        var longInput = new Condition(Subject.INPUT_TOKENS, null, Condition.Test.AT_LEAST, List.of("20000"));
        return new RoutePlan(
                Order.WEIGHTED,
                "user",
                List.of(
                        new Target(SMALL, 80, List.of(), Set.of()),
                        new Target(OWN, 20, List.of(korean, longInput), Set.of()),
                        new Target(
                                LARGE,
                                1,
                                List.of(),
                                Set.of(FailureClass.CONTEXT_WINDOW, FailureClass.TIMEOUT, FailureClass.SERVER))),
                2,
                5,
                5_000,
                10_000L,
                null,
                null);
    }

    private String say(String english, String inKorean) {
        return korean ? inKorean : english;
    }

    private void make(String name, String description, RoutePlan plan, boolean enabled) {
        var unused = maru.bean(RouteService.class)
                .create(caller, new RouteName(name), new RouteData(description, plan, enabled));
    }

    private void keys() {
        var connection = maru.bean(ConnectionService.class).list(caller).stream()
                .filter(each -> each.slug().equals("openai"))
                .findFirst()
                .orElseThrow();
        var keys = maru.bean(ConnectionKeyService.class);
        var second = keys.add(caller, connection.id(), "team-b", "sk-test-team-b-9f3c", 2);
        try (var login = maru.database().superuserConnection();
                var refuse = login.prepareStatement(
                        "update gateway.connection_key set refused_at = now() - interval '2 hours',"
                                + " refused_reason = 'The provider answered 401.' where connection_key_id = ?")) {
            refuse.setObject(1, second.id().value());
            refuse.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
