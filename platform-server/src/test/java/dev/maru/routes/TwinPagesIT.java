package dev.maru.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.route.RouteAccess;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.Role;
import dev.maru.e2e.RunningMaru;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people see of the twin in their browser: nothing. */
class TwinPagesIT {
    private static final TwinWorld WORLD = TwinWorld.shared();
    private static final RunningMaru MARU = WORLD.maru;
    private static final Place HERE = WORLD.here;

    @Test
    void showsAnOwnerTheirOwnViewsAndNothingOfTheTwin() {
        var visit = BrowserVisit.signedIn(MARU, HERE.twin().owner());
        var owner = Asking.withRole(Role.OWNER, HERE.twin().owner());

        assertThat(problemsOfViews(visit, owner)).isEmpty();
    }

    @Test
    void showsSomebodyOfOneProjectNothingOfTheNext() {
        var visit = BrowserVisit.signedIn(MARU, HERE.admin());
        var admin = Asking.withRoleInProject(Role.ADMIN, HERE.admin());

        assertThat(problemsOfViews(visit, admin)).isEmpty();
    }

    /** Without this, views that show nobody anything would pass. */
    @Test
    void wouldFindTheTwinInItsOwnViews() {
        var visit = BrowserVisit.signedIn(MARU, WORLD.elsewhere.twin().owner());
        for (var route : views()) {
            for (var example : WORLD.examples.of(route)) {
                if (!example.shows().isEmpty()) {
                    var text =
                            visit.view(example.standing(route, WORLD.elsewhere).path());
                    assertThat(WORLD.inOtherTenant.in(text)).as(route.path()).isNotEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Audience.class,
            names = {"IDENTITY", "PUBLIC"})
    void showsNothingOfTheTwinOnPagesForEverybody(Audience audience) {
        var visit = BrowserVisit.signedIn(MARU, HERE.twin().owner());
        var owner = Asking.withRole(Role.OWNER, HERE.twin().owner());
        var problems = new ArrayList<String>();
        for (var route : WORLD.routes) {
            if (route.audience() == audience) {
                for (var example : WORLD.examples.of(route)) {
                    var asked = example.own(route, HERE);
                    for (var answer : List.of(visit.page(asked), Asking.nobody().ask(MARU, asked))) {
                        if (answer.status() >= 500) {
                            problems.add(asked + " answers " + answer);
                        }
                        problems.addAll(WORLD.leaks(owner, route, asked, answer));
                    }
                    var shown = visit.page(asked).body();
                    example.shows().stream()
                            .filter(kind -> route.method().equals("GET") && !WORLD.shows(shown, kind))
                            .forEach(kind -> problems.add(asked + " does not show its " + kind));
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private static List<String> problemsOfViews(BrowserVisit visit, Asking asking) {
        var problems = new ArrayList<String>();
        for (var route : views()) {
            for (var example : WORLD.examples.of(route)) {
                var own = example.standing(route, HERE);
                var shown = visit.view(own.path());
                problems.addAll(leaks(asking, route, own, shown));
                if (asking.may(route)
                        && (route.access() instanceof RouteAccess.Needs
                                || asking.inTenant().contains(Permission.MANAGE_TENANT))) {
                    example.shows().stream()
                            .filter(kind -> !WORLD.shows(shown, kind))
                            .forEach(kind -> problems.add(asking + ": " + own + " does not show its " + kind));
                }
                for (var other : List.of(WORLD.elsewhere, WORLD.nextDoor)) {
                    var misplaced = new ArrayList<>(example.misplaced(route, HERE, other));
                    example.references()
                            .forEach(reference ->
                                    misplaced.add(reference.from().of(other).standing(route, HERE)));
                    for (var asked : misplaced) {
                        problems.addAll(leaks(asking, route, asked, visit.view(asked.path())));
                    }
                }
            }
        }
        return problems;
    }

    private static List<String> leaks(Asking asking, Route route, Asked asked, String shown) {
        return WORLD.leaks(asking, route, asked, new Answer(200, "", "", shown)).stream()
                .map(leak -> leak.substring(0, Math.min(leak.length(), 300)))
                .toList();
    }

    private static List<Route> views() {
        return WORLD.routes.stream()
                .filter(route -> route.audience() == Audience.BROWSER)
                .toList();
    }
}
