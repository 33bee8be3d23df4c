package dev.maru.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.access.RoleGrant;
import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.route.RouteAccess;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.e2e.RunningMaru;
import dev.maru.server.ServedRoutes;
import dev.maru.testing.provider.ScriptedProvider;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every route against every role and scope: refused exactly where the permission tables say so. */
class RoutePermissionsIT {
    private static final RunningMaru MARU = RunningMaru.shared();
    private static final ScriptedProvider PROVIDER = ScriptedProvider.start();
    private static final String STREAM = "/v1/prompt-events";
    private static final String VIEW_REFUSED = "Your role doesn’t include this page.";

    private static final Map<Role, Someone> PEOPLE = new EnumMap<>(Role.class);
    private static List<Route> routes;
    private static Examples examples;
    private static Settler settler;
    private static Place place;

    @BeforeAll
    static void settle() {
        settler = new Settler(MARU, PROVIDER.baseUrl());
        place = settler.project(settler.tenant("otter88"), "stork19");
        routes = ServedRoutes.of(MARU);
        examples = Examples.of(MARU, settler);
        var inviter = settler.owner(place.twin(), null);
        for (var role : Role.values()) {
            PEOPLE.put(role, settler.join(inviter, "otter88-as-" + role.wireName(), RoleGrant.everywhere(role)));
        }
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void letsAPersonDoWhatTheirRoleSays(Role role) {
        assertThat(differences(Asking.withRole(role, person(role)), place)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givesARoleInAProjectNothingOutsideOfIt(Role role) {
        var grant = new RoleGrant(role, place.project());
        var person = settler.join(
                settler.owner(place.twin(), null), settler.unused(place.twin().marker(), "inside"), grant);

        assertThat(differences(Asking.withRoleInProject(role, person), place)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void letsAKeyDoWhatItsScopeSays(Scope scope) {
        var key = settler.key(settler.owner(place), scope.wireName(), scope);

        assertThat(differences(Asking.withScope(scope, key.secret()), place)).isEmpty();
    }

    @Test
    void letsAnOperatorOfNoTenantDoNothingInOneButOperate() {
        var other = settler.project(settler.tenant("raven40"), "finch23");

        assertThat(differences(Asking.operating(MARU.token(MARU.operator())), other))
                .isEmpty();
    }

    /** Without this, a test that compares nothing would pass. */
    @Test
    void wouldNoticeSomebodyWhoMayMoreOrLessThanTheirRole() {
        // In a tenant of its own: who may more than it seems uses up what others need.
        var other = settler.project(settler.tenant("crane66"), "shrew12");
        var editor =
                settler.join(settler.owner(other.twin(), null), "crane66-editor", RoleGrant.everywhere(Role.EDITOR));

        assertThat(differences(Asking.withRole(Role.OWNER, other.twin().member()), other))
                .hasSizeGreaterThan(20);
        assertThat(differences(Asking.withRole(Role.VIEWER, editor), other)).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void showsAPersonTheViewsOfTheirRole(Role role) {
        var visit = BrowserVisit.signedIn(MARU, person(role));
        var asking = Asking.withRole(role, person(role));
        for (var route : routes) {
            if (route.audience() == Audience.BROWSER && route.access() instanceof RouteAccess.Needs) {
                for (var example : examples.of(route)) {
                    var text = visit.view(example.standing(route, place).path());

                    assertThat(text.contains(VIEW_REFUSED))
                            .as(role + " is refused " + route.path())
                            .isEqualTo(!asking.may(route));
                }
            }
        }
    }

    @Test
    void asksEverybodyWhoTheyAre() {
        for (var route : routes) {
            if (TwinWorld.isApi(route) && !(route.access() instanceof RouteAccess.Open)) {
                for (var example : examples.of(route)) {
                    var answer = Asking.nobody().ask(MARU, example.standing(route, place));

                    assertThat(answer.status()).as(route.path()).isEqualTo(401);
                    assertInTheShapeOfItsProtocol(route, answer);
                }
            }
        }
    }

    @Test
    void takesNoPersonsTokenForApplicationsAndNoKeyForOnesOwnThings() {
        var person = Asking.withRole(Role.OWNER, person(Role.OWNER));
        var key = Asking.withKey(place.key(), Scope.values());
        for (var route : routes) {
            for (var example : TwinWorld.isApi(route) ? examples.of(route) : List.<Example>of()) {
                if (!person.suits(route)) {
                    assertThat(person.ask(MARU, example.standing(route, place)).status())
                            .as(route.path())
                            .isEqualTo(401);
                }
                if (!key.suits(route)) {
                    assertThat(key.ask(MARU, example.standing(route, place)).status())
                            .as(route.path())
                            .isEqualTo(403);
                }
            }
        }
    }

    private static Someone person(Role role) {
        return Objects.requireNonNull(PEOPLE.get(role));
    }

    private static List<String> differences(Asking asking, Place where) {
        var differences = new ArrayList<String>();
        for (var route : routes) {
            boolean decided = TwinWorld.isApi(route)
                    && route.access() instanceof RouteAccess.Needs
                    && asking.suits(route)
                    && !route.path().equals(STREAM);
            for (var example : decided ? examples.of(route) : List.<Example>of()) {
                boolean may = asking.may(route, example);
                var answer = asking.ask(MARU, may ? example.own(route, where) : example.standing(route, where));
                if (may == isRefused(answer)) {
                    differences.add(asking + (may ? " may " : " may not ") + route.method() + " " + route.path()
                            + " and is answered " + answer);
                }
            }
        }
        return differences;
    }

    /** Whoever may do a thing can still be refused a right that they do not have themselves; that is another problem. */
    private static boolean isRefused(Answer answer) {
        return answer.status() == 401
                || (answer.status() == 403
                        && (answer.body().contains("/problems/forbidden")
                                || answer.body().contains("\"code\":\"forbidden\"")
                                || answer.body().contains("\"type\":\"permission_error\"")));
    }

    private static void assertInTheShapeOfItsProtocol(Route route, Answer answer) {
        if (route.path().equals("/v1/messages")) {
            assertThat(answer.contentType()).as(route.path()).startsWith("application/json");
            assertThat(answer.json().path("type").asString()).isEqualTo("error");
            assertThat(answer.json().at("/error/type").asString()).isEqualTo("authentication_error");
        } else if (ServedRoutes.isModelCall(route)) {
            assertThat(answer.contentType()).as(route.path()).startsWith("application/json");
            assertThat(answer.json().at("/error/type").asString()).isEqualTo("authentication_error");
            assertThat(answer.json().at("/error/code").asString()).isEqualTo("invalid_api_key");
        } else {
            assertThat(answer.contentType()).as(route.path()).startsWith("application/problem+json");
            assertThat(answer.json().get("type").asString()).isEqualTo("/problems/unauthenticated");
            assertThat(answer.json().get("status").asInt()).isEqualTo(401);
            assertThat(answer.json().get("requestId").asString()).startsWith("req_");
        }
    }
}
