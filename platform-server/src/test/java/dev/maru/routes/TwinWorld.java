package dev.maru.routes;

import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.e2e.RunningMaru;
import dev.maru.server.ServedRoutes;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.ScriptedProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An installation with two tenants that have the same shapes of things, one of them with two projects: {@code here} is
 * where the tests ask, {@code nextDoor} is another project of the same tenant, {@code elsewhere} is the twin's.
 */
final class TwinWorld {
    private static @Nullable TwinWorld shared;

    final RunningMaru maru;
    final LogCapture log;
    final Connection database;
    final Settler settler;
    final Examples examples;
    final List<Route> routes;
    final Place here;
    final Place nextDoor;
    final Place elsewhere;
    final Forbidden inOtherTenant;
    final Forbidden inOtherProject;

    private TwinWorld() throws SQLException {
        var provider = ScriptedProvider.start();
        provider.always(Endpoint.CHAT, Calls::reply);
        // What looks at endpoints writes by itself; here every row has to stay as the calls left it.
        maru = RunningMaru.with(Map.of("maru.gateway.probe-interval", "0s"));
        log = LogCapture.begin();
        database = maru.database().superuserConnection();
        settler = new Settler(maru, provider.baseUrl());
        var one = settler.tenant("quokka7");
        here = settler.project(one, "heron31");
        nextDoor = settler.project(one, "walrus5");
        elsewhere = settler.project(settler.tenant("ibex92"), "lemur64");
        routes = ServedRoutes.of(maru);
        examples = Examples.of(maru, settler);
        inOtherTenant = Forbidden.ofTenant(database, elsewhere.twin(), List.of(elsewhere), one);
        inOtherProject = Forbidden.ofProject(database, nextDoor);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            maru.close();
            provider.close();
        }));
    }

    /** One for all tests of the JVM, each of which leaves what it found of the other two places as it was. */
    static synchronized TwinWorld shared() {
        var made = shared;
        if (made == null) {
            try {
                made = new TwinWorld();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            shared = made;
        }
        made.log.listen();
        return made;
    }

    /** Who asks here: a program, somebody of this project alone, and the owner of the tenant. */
    List<Asking> insiders() {
        return List.of(
                Asking.withKey(here.key(), Scope.values()),
                Asking.withRoleInProject(Role.ADMIN, here.admin()),
                Asking.withRole(Role.OWNER, here.twin().owner()));
    }

    /** What of the other places stands in an answer; those who belong to the whole tenant may see the one next door. */
    List<String> leaks(Asking asking, Route route, Asked asked, Answer answer) {
        var found = new ArrayList<>(inOtherTenant.in(answer.text(), asked.text()));
        if (!asking.inTenant().containsAll(Role.OWNER.permissions())) {
            // Members of a tenant are shown with their roles, and those name projects.
            var known = ofProject(route)
                    ? new String[] {asked.text()}
                    : new String[] {asked.text(), nextDoor.project().toString()};
            found.addAll(inOtherProject.in(answer.text(), known));
        }
        return found.stream()
                .map(leak -> asking + ": " + asked + " shows " + leak + " in " + answer)
                .toList();
    }

    boolean shows(String text, String kind) {
        return text.contains(here.marker().of(kind))
                || text.contains(here.twin().marker().of(kind));
    }

    static boolean isApi(Route route) {
        return route.audience() == Audience.RUNTIME || route.audience() == Audience.MANAGEMENT;
    }

    static boolean ofProject(Route route) {
        return route.audience() == Audience.RUNTIME || route.path().contains("{project}");
    }
}
