package dev.maru.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.route.RouteAccess;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.e2e.RunningMaru;
import dev.maru.server.ServedRoutes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every write with an Idempotency-Key is done once, however often it is sent. */
class IdempotencyIT {
    private static final RunningMaru MARU = RunningMaru.shared();
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    private static ApiTenant tenant;

    @BeforeAll
    static void settle() {
        tenant = new ApiTenant("sable55");
    }

    @AfterAll
    static void stop() {
        tenant.close();
    }

    @Test
    void answersEveryRepeatedWriteAsTheFirst() {
        var examples = Examples.of(MARU, tenant.settler);
        var problems = new ArrayList<String>();
        int writes = 0;
        for (var route : ServedRoutes.of(MARU)) {
            for (var example : isWrite(route) ? examples.of(route) : List.<Example>of()) {
                if (!asking(route).may(route, example)) {
                    continue;
                }
                var asked = example.own(route, tenant.place);
                problems.addAll(problems(asking(route), asked, example.answers(), "key-" + ++writes));
            }
        }

        assertThat(problems).isEmpty();
        assertThat(writes).isGreaterThan(30);
    }

    @Test
    void forgetsWhatFailedSoThatItCanBeTriedAgain() {
        var wrong = tenant.owner.post(tenant.project + "/prompts", Map.of("name", "x"), "Idempotency-Key", "again");
        var same = tenant.owner.post(tenant.project + "/prompts", Map.of("name", "x"), "Idempotency-Key", "again");

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(same.status()).isEqualTo(422);
        assertThat(same.headers()).contains("idempotency-replayed");
    }

    @Test
    void refusesKeysThatAreNone() {
        for (var key : List.of("x".repeat(256), "with space", "")) {
            var answer = tenant.owner.post(tenant.project + "/prompts", Map.of("name", "x"), "Idempotency-Key", key);

            assertThat(answer.status()).as(key).isEqualTo(400);
        }
    }

    private static boolean isWrite(Route route) {
        return WRITES.contains(route.method())
                && TwinWorld.isApi(route)
                && route.access() instanceof RouteAccess.Needs
                && !ServedRoutes.isModelCall(route)
                && asking(route).may(route);
    }

    private static Asking asking(Route route) {
        return route.audience() == Audience.RUNTIME
                ? Asking.withKey(tenant.place.key(), Scope.values())
                : Asking.withRole(Role.OWNER, tenant.place.twin().owner());
    }

    private static List<String> problems(Asking asking, Asked asked, Set<Integer> alsoAnswers, String key) {
        var api = new Api(MARU, Objects.requireNonNull(asking.credential()));
        var first = api.send(asked.method(), asked.path(), asked.body(), "Idempotency-Key", key);
        var again = api.send(asked.method(), asked.path(), asked.body(), "Idempotency-Key", key);
        var other = new HashMap<Object, Object>(asked.body() instanceof Map<?, ?> map ? map : Map.of());
        other.put("something", "else");
        var reused = api.send(asked.method(), asked.path(), other, "Idempotency-Key", key);
        var problems = new ArrayList<String>();
        if (!first.succeeded() && !alsoAnswers.contains(first.status())) {
            problems.add(asked + " answers " + first);
        }
        if (again.status() != first.status()
                || !again.body().equals(first.body())
                || !again.headers().contains("idempotency-replayed")) {
            problems.add(asked + " answers first " + first + " and then " + again);
        }
        if (reused.status() != 422 || !reused.body().contains("idempotency-key-reused")) {
            problems.add(asked + " with another body answers " + reused);
        }
        return problems;
    }
}
