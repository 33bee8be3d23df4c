package dev.maru.core.route;

import java.util.List;

/** The routes of one feature, contributed as a bean; platform-server joins them into the route table. */
public record Routes(List<Route> routes) {
    public Routes {
        routes = List.copyOf(routes);
    }

    public static Routes of(Route... routes) {
        return new Routes(List.of(routes));
    }
}
