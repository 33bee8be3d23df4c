package dev.maru.gateway.route;

import dev.maru.core.problem.PlatformException;

/** What people say of a route, its name aside. */
public record RouteData(String description, RoutePlan plan, boolean enabled) {
    private static final int LONGEST = 500;

    public RouteData {
        if (description.length() > LONGEST) {
            throw PlatformException.invalid("description", "at most " + LONGEST + " characters");
        }
    }
}
