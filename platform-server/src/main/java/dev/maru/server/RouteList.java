package dev.maru.server;

import dev.maru.core.route.Route;
import dev.maru.core.route.RouteAccess;
import java.util.List;
import java.util.stream.Collectors;

/** The whole API on one screen: a line per route with what it asks for, as in routes.txt. */
final class RouteList {
    private RouteList() {}

    static String text(List<Route> routes) {
        return routes.stream().map(RouteList::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(Route route) {
        var needs = switch (route.access()) {
            case RouteAccess.Needs wanted -> wanted.permission().name();
            case RouteAccess.SignedIn _ -> "signed in";
            case RouteAccess.Open open -> "open: " + open.reason();
        };
        return "%-10s %-6s %-75s %s".formatted(route.audience(), route.method(), route.path(), needs);
    }
}
