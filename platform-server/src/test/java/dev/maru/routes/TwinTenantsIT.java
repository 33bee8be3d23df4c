package dev.maru.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.route.RouteAccess;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.e2e.RunningMaru;
import dev.maru.server.ServedRoutes;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.ScriptedProvider;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two tenants with the same shapes of things, one of them with two projects. Every route of the table is asked in one of
 * them, in every way that leads towards the others, and no byte of those may come back.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwinTenantsIT {
    private static final String STREAM = "/v1/prompt-events";

    private static final ScriptedProvider PROVIDER = ScriptedProvider.start();
    private static RunningMaru maru;
    private static LogCapture log;
    private static Connection database;
    private static Settler settler;
    private static Examples examples;
    private static List<Route> routes;
    private static Place here;
    private static Place nextDoor;
    private static Place elsewhere;
    private static Forbidden inOtherTenant;
    private static Forbidden inOtherProject;
    private static List<Asking> insiders;
    private static Map<String, String> rowsElsewhere;
    private static Map<String, String> rowsNextDoor;

    @BeforeAll
    static void settle() throws SQLException {
        PROVIDER.always(Endpoint.CHAT, Calls::reply);
        maru = RunningMaru.with(Map.of("logging.level.dev.maru", "debug"));
        log = LogCapture.begin();
        database = maru.database().superuserConnection();
        settler = new Settler(maru, PROVIDER.baseUrl());
        var one = settler.tenant("quokka7");
        here = settler.project(one, "heron31");
        nextDoor = settler.project(one, "walrus5");
        elsewhere = settler.project(settler.tenant("ibex92"), "lemur64");
        routes = ServedRoutes.of(maru);
        examples = Examples.of(maru, settler);
        inOtherTenant = Forbidden.ofTenant(database, elsewhere.twin(), List.of(elsewhere), one);
        inOtherProject = Forbidden.ofProject(database, nextDoor);
        insiders = List.of(
                Asking.withKey(here.key(), Scope.values()),
                Asking.withRoleInProject(Role.ADMIN, here.admin()),
                Asking.withRole(Role.OWNER, one.owner()));
        rowsElsewhere = Fingerprint.ofTenant(database, elsewhere.twin());
        rowsNextDoor = Fingerprint.ofProject(database, nextDoor);
    }

    @AfterAll
    static void stop() throws SQLException {
        database.close();
        log.close();
        maru.close();
        PROVIDER.close();
    }

    @Test
    @Order(1)
    void everyRouteHasAnExampleAndEveryExampleARoute() {
        assertThat(routes).allSatisfy(route -> assertThat(examples.of(route)).isNotEmpty());
        assertThat(examples.without(routes)).isEmpty();
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
            for (var other : List.of(elsewhere, nextDoor)) {
                if (other == nextDoor && asking.inTenant().containsAll(Role.OWNER.permissions())) {
                    continue;
                }
                for (var asked : example.misplaced(route, here, other)) {
                    var answer = asking.ask(maru, asked);
                    if (answer.status() != 403 && answer.status() != 404) {
                        problems.add(asking + ": " + asked + " answers " + answer);
                    }
                    problems.addAll(leaks(asking, route, asked, answer));
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
                for (var other : reference.inTenant() ? List.of(elsewhere) : List.of(elsewhere, nextDoor)) {
                    var asked = reference.from().of(other).standing(route, here);
                    var answer = asking.ask(maru, asked);
                    if (asking.may(route) && !reference.statuses().contains(answer.status())) {
                        problems.add(asking + ": " + asked + " answers " + answer);
                    }
                    problems.addAll(leaks(asking, route, asked, answer));
                }
            }
        });
        assertThat(problems).isEmpty();
    }

    @Test
    @Order(6)
    void leavesTheRowsOfOthersAsTheyWere() throws SQLException {
        assertThat(Fingerprint.ofTenant(database, elsewhere.twin())).isEqualTo(rowsElsewhere);
        assertThat(Fingerprint.ofProject(database, nextDoor)).isEqualTo(rowsNextDoor);
    }

    @Test
    @Order(7)
    void tellsOfChangesHereAndOfNoOthers() {
        var request = HttpRequest.newBuilder(maru.url(STREAM)).header("Authorization", "Bearer " + here.key());
        try (var events = EventStream.open(request.build())) {
            events.awaitText("event: reset");
            for (var place : List.of(elsewhere, nextDoor, here)) {
                settler.prompt(
                        settler.owner(place), place.marker(), place.marker().of("told"));
            }
            events.awaitText(here.marker().of("told"));

            assertThat(inOtherTenant.in(events.text())).isEmpty();
            assertThat(inOtherProject.in(events.text())).isEmpty();
        }
    }

    /** Without this, the tests above would pass as well if the answers were empty or nothing were looked for. */
    @Test
    @Order(8)
    void wouldFindTheOthersIfTheyWereShown() {
        int found = wouldFind(
                        elsewhere, Asking.withRole(Role.OWNER, elsewhere.twin().owner()))
                + wouldFind(elsewhere, Asking.withKey(elsewhere.key(), Scope.values()))
                + wouldFind(nextDoor, Asking.withKey(nextDoor.key(), Scope.values()));

        assertThat(found).isGreaterThan(60);
    }

    /** What its own people see there must count as a leak here, each time that it holds a word of that place. */
    private static int wouldFind(Place other, Asking there) {
        int found = 0;
        for (var route : routes) {
            if (!route.method().equals("GET")
                    || !isApi(route)
                    || !there.suits(route)
                    || route.path().equals(STREAM)) {
                continue;
            }
            for (var example : examples.of(route)) {
                var answer = there.ask(maru, example.standing(route, other));
                boolean telling = answer.body().contains(other.marker().word())
                        || (other == elsewhere
                                && answer.body().contains(other.twin().marker().word()));
                if (telling) {
                    assertThat(leaks(insiders.getFirst(), route, example.standing(route, here), answer))
                            .as(route.path())
                            .isNotEmpty();
                    found++;
                }
            }
        }
        return found;
    }

    private static List<String> callsOfItsOwn(Predicate<Route> which) {
        var problems = new ArrayList<String>();
        forEachApiExample((route, example, asking) -> {
            if (!which.test(route) || route.path().equals(STREAM)) {
                return;
            }
            boolean may = asking.may(route);
            var asked = may ? example.own(route, here) : example.standing(route, here);
            var answer = asking.ask(maru, asked);
            boolean expected =
                    may ? answer.succeeded() || example.answers().contains(answer.status()) : answer.status() == 403;
            if (!expected) {
                problems.add(asking + ": " + asked + " answers " + answer);
            }
            if (may && answer.succeeded()) {
                example.shows().stream()
                        .filter(kind -> !shows(answer, kind))
                        .forEach(kind -> problems.add(asking + ": " + asked + " does not show its " + kind));
            }
            problems.addAll(leaks(asking, route, asked, answer));
        });
        return problems;
    }

    private static boolean shows(Answer answer, String kind) {
        return answer.body().contains(here.marker().of(kind))
                || answer.body().contains(here.twin().marker().of(kind));
    }

    /** Members of a tenant know that its other projects are there, their keys do not. */
    private static List<String> leaks(Asking asking, Route route, Asked asked, Answer answer) {
        var found = new ArrayList<>(inOtherTenant.in(answer.text(), asked.text()));
        if (!asking.inTenant().containsAll(Role.OWNER.permissions())) {
            var known = ofProject(route)
                    ? new String[] {asked.text()}
                    : new String[] {asked.text(), nextDoor.project().toString()};
            found.addAll(inOtherProject.in(answer.text(), known));
        }
        return found.stream()
                .map(leak -> asking + ": " + asked + " shows " + leak + " in " + answer)
                .toList();
    }

    private interface Step {
        void take(Route route, Example example, Asking asking);
    }

    private static void forEachApiExample(Step step) {
        for (var route : routes) {
            if (isApi(route)) {
                for (var example : examples.of(route)) {
                    insiders.stream()
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

    private static boolean isApi(Route route) {
        return route.audience() == Audience.RUNTIME || route.audience() == Audience.MANAGEMENT;
    }

    private static boolean ofProject(Route route) {
        return route.audience() == Audience.RUNTIME || route.path().contains("{project}");
    }
}
