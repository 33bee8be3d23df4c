package dev.maru.server;

import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.route.Routes;

/** What the edge serves itself. */
final class EdgeRoutes {
    private static final String DOCUMENTATION = "documentation, the same for everybody";

    private EdgeRoutes() {}

    static Routes all() {
        return Routes.of(
                open("/openapi.json"),
                open("/openapi.json.yaml"),
                open("/docs"),
                open("/docs/**"),
                open("/problems"),
                open("/problems/{slug}"));
    }

    private static Route open(String path) {
        return Route.open(Audience.PUBLIC, "GET", path, DOCUMENTATION);
    }
}
