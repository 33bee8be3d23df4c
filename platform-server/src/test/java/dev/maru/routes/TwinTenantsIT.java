package dev.maru.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.route.Route;
import dev.maru.core.route.RouteAccess;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.e2e.RunningMaru;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.slf4j.LoggerFactory;

/**
 * Two tenants with the same shapes of things, one of them with two projects. Every route of the table is asked in one of
 * them, in every way that leads towards the others, and no byte of those may come back.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwinTenantsIT {
    private static final String STREAM = "/v1/prompt-events";

    private static final TwinWorld WORLD = TwinWorld.shared();
    private static final RunningMaru MARU = WORLD.maru;
    private static final Place HERE = WORLD.here;
    private static final Place NEXT_DOOR = WORLD.nextDoor;
    private static final Place ELSEWHERE = WORLD.elsewhere;
    private static final List<Asking> INSIDERS = WORLD.insiders();
    /** Kinds of texts that belong to nobody but their people: what they say and are told, and secrets. */
    private static final List<String> SAID_OR_SECRET =
            List.of("question", "answer", "variable", "body", "comment", "upstream-secret", "end-user", "session");

    private static Map<String, String> rowsElsewhere;
    private static Map<String, String> rowsNextDoor;

    @BeforeAll
    static void look() throws SQLException {
        rowsElsewhere = Fingerprint.ofTenant(WORLD.database, ELSEWHERE.twin());
        rowsNextDoor = Fingerprint.ofProject(WORLD.database, NEXT_DOOR);
    }

    @Test
    @Order(1)
    void everyRouteHasAnExampleAndEveryExampleARoute() {
        assertThat(WORLD.routes)
                .allSatisfy(route -> assertThat(WORLD.examples.of(route)).isNotEmpty());
        assertThat(WORLD.examples.without(WORLD.routes)).isEmpty();
    }

    @Test
    @Order(2)
    void readsItsOwnAndNothingOfOthers() {
        assertThat(callsOfItsOwn(route -> route.method().equals("GET"))).isEmpty();
    }

    @Test
    @Order(3)
    void changesItsOwnAndSeesNothingOfOthers() {
        assertThat(callsOfItsOwn(route -> !Set.of("GET", "DELETE").contains(route.method())))
                .isEmpty();
        assertThat(callsOfItsOwn(route -> route.method().equals("DELETE"))).isEmpty();
    }

    @Test
    @Order(4)
    void refusesEveryPathThatLeadsToOthers() {
        var problems = new ArrayList<String>();
        forEachApiExample((route, example, asking) -> {
            for (var other : List.of(ELSEWHERE, NEXT_DOOR)) {
                if (other == NEXT_DOOR && asking.inTenant().containsAll(Role.OWNER.permissions())) {
                    continue;
                }
                for (var asked : example.misplaced(route, HERE, other)) {
                    var answer = asking.ask(MARU, asked);
                    if (answer.status() != 403 && answer.status() != 404) {
                        problems.add(asking + ": " + asked + " answers " + answer);
                    }
                    problems.addAll(WORLD.leaks(asking, route, asked, answer));
                }
            }
        });
        assertThat(problems).isEmpty();
    }

    @Test
    @Order(5)
    void findsNothingOfOthersByTheirNames() {
        var problems = new ArrayList<String>();
        forEachApiExample((route, example, asking) -> {
            for (var reference : example.references()) {
                for (var other : reference.inTenant() ? List.of(ELSEWHERE) : List.of(ELSEWHERE, NEXT_DOOR)) {
                    var asked = reference.from().of(other).standing(route, HERE);
                    var answer = asking.ask(MARU, asked);
                    if (asking.may(route, example) && !reference.statuses().contains(answer.status())) {
                        problems.add(asking + ": " + asked + " answers " + answer);
                    }
                    problems.addAll(WORLD.leaks(asking, route, asked, answer));
                }
            }
        });
        assertThat(problems).isEmpty();
    }

    @Test
    @Order(6)
    void leavesTheRowsOfOthersAsTheyWere() throws SQLException {
        assertThat(Fingerprint.ofTenant(WORLD.database, ELSEWHERE.twin())).isEqualTo(rowsElsewhere);
        assertThat(Fingerprint.ofProject(WORLD.database, NEXT_DOOR)).isEqualTo(rowsNextDoor);
    }

    @Test
    @Order(7)
    void tellsOfChangesHereAndOfNoOthers() {
        var request = HttpRequest.newBuilder(MARU.url(STREAM)).header("Authorization", "Bearer " + HERE.key());
        try (var events = EventStream.open(request.build())) {
            events.awaitText("event: reset");
            for (var place : List.of(ELSEWHERE, NEXT_DOOR, HERE)) {
                WORLD.settler.prompt(
                        WORLD.settler.owner(place),
                        place.marker(),
                        place.marker().of("told"));
            }
            events.awaitText(HERE.marker().of("told"));

            assertThat(WORLD.inOtherTenant.in(events.text())).isEmpty();
            assertThat(WORLD.inOtherProject.in(events.text())).isEmpty();
        }
    }

    @Test
    @Order(7)
    void answersNobodyWithWhatTheSameIdempotencyKeyGotElsewhere() {
        for (var place : List.of(ELSEWHERE, NEXT_DOOR, HERE)) {
            var asked = new Asked(
                    "POST",
                    "/v1/prompts",
                    Map.of("name", "the/same", "prompt", place.marker().of("same")));
            var request = asked.on(HttpRequest.newBuilder(MARU.url(asked.path())))
                    .header("Authorization", "Bearer " + place.key())
                    .header("Idempotency-Key", "the-same");

            var answer = MARU.send(request.build());

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).contains(place.marker().of("same"));
            assertThat(answer.headers().firstValue("idempotency-replayed")).isEmpty();
        }
    }

    /** Without this, the tests above would pass as well if the answers were empty or nothing were looked for. */
    @Test
    @Order(8)
    void wouldFindTheOthersIfTheyWereShown() {
        int found = wouldFind(
                        ELSEWHERE, Asking.withRole(Role.OWNER, ELSEWHERE.twin().owner()))
                + wouldFind(ELSEWHERE, Asking.withKey(ELSEWHERE.key(), Scope.values()))
                + wouldFind(NEXT_DOOR, Asking.withKey(NEXT_DOOR.key(), Scope.values()));

        assertThat(found).isGreaterThan(60);
    }

    /** What its own people see there must count as a leak HERE, each time that it holds a word of that place. */
    private static int wouldFind(Place other, Asking there) {
        int found = 0;
        for (var route : WORLD.routes) {
            if (!route.method().equals("GET")
                    || !TwinWorld.isApi(route)
                    || !there.suits(route)
                    || route.path().equals(STREAM)) {
                continue;
            }
            for (var example : WORLD.examples.of(route)) {
                var answer = there.ask(MARU, example.standing(route, other));
                boolean telling = answer.body().contains(other.marker().word())
                        || (other == ELSEWHERE
                                && answer.body().contains(other.twin().marker().word()));
                if (telling) {
                    assertThat(WORLD.leaks(INSIDERS.getFirst(), route, example.standing(route, HERE), answer))
                            .as(route.path())
                            .isNotEmpty();
                    found++;
                }
            }
        }
        return found;
    }

    @Test
    @Order(9)
    void namesNobodyInMetrics() {
        var metrics = MARU.send(HttpRequest.newBuilder(MARU.managementUrl("/actuator/prometheus"))
                        .build())
                .body();

        assertThat(metrics).contains("maru_");
        for (var place : List.of(HERE, NEXT_DOOR, ELSEWHERE)) {
            assertThat(metrics)
                    .doesNotContain(place.marker().word())
                    .doesNotContain(place.twin().marker().word());
        }
        assertThat(WORLD.inOtherTenant.in(metrics)).isEmpty();
        assertThat(WORLD.inOtherProject.in(metrics)).isEmpty();
    }

    @Test
    @Order(9)
    void logsNothingThatWasSaidAndNoSecret() {
        LoggerFactory.getLogger(MARU.getClass()).debug("the log of all this");
        var log = WORLD.log.text();

        assertThat(log).as("the log is looked at").contains("the log of all this");
        for (var place : List.of(HERE, NEXT_DOOR, ELSEWHERE)) {
            for (var kind : SAID_OR_SECRET) {
                assertThat(log)
                        .doesNotContain(place.marker().of(kind))
                        .doesNotContain(place.twin().marker().of(kind));
            }
            assertThat(log)
                    .doesNotContain(place.key())
                    .doesNotContain(place.twin().invitationToken())
                    .doesNotContain(place.twin().passwordToken())
                    .doesNotContain(place.twin().owner().password())
                    .doesNotContain(place.twin().owner().token());
        }
    }

    private static List<String> callsOfItsOwn(Predicate<Route> which) {
        var problems = new ArrayList<String>();
        forEachApiExample((route, example, asking) -> {
            if (!which.test(route) || route.path().equals(STREAM)) {
                return;
            }
            boolean may = asking.may(route, example);
            var asked = may ? example.own(route, HERE) : example.standing(route, HERE);
            var answer = asking.ask(MARU, asked);
            boolean expected =
                    may ? answer.succeeded() || example.answers().contains(answer.status()) : answer.status() == 403;
            if (!expected) {
                problems.add(asking + ": " + asked + " answers " + answer);
            }
            if (may && answer.succeeded()) {
                example.shows().stream()
                        .filter(kind -> !WORLD.shows(answer.body(), kind))
                        .forEach(kind -> problems.add(asking + ": " + asked + " does not show its " + kind));
            }
            problems.addAll(WORLD.leaks(asking, route, asked, answer));
        });
        return problems;
    }

    private interface Step {
        void take(Route route, Example example, Asking asking);
    }

    private static void forEachApiExample(Step step) {
        for (var route : WORLD.routes) {
            if (TwinWorld.isApi(route)) {
                for (var example : WORLD.examples.of(route)) {
                    INSIDERS.stream()
                            .filter(asking -> asking.suits(route))
                            .filter(asking -> !(route.access() instanceof RouteAccess.SignedIn) || isOwner(asking))
                            .forEach(asking -> step.take(route, example, asking));
                }
            }
        }
    }

    /** The examples of one's own things are the owner's. */
    private static boolean isOwner(Asking asking) {
        return asking.name().equals(Role.OWNER.wireName());
    }
}
