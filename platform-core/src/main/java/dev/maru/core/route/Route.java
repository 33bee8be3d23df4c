package dev.maru.core.route;

import dev.maru.core.tenancy.Permission;

/**
 * One route: who it is for, how it is called and what it needs.
 *
 * @param method an HTTP method, or {@code VIEW} for a page of the browser application
 * @param path a path pattern with variables in braces, as Spring writes them
 */
public record Route(Audience audience, String method, String path, RouteAccess access) {
    public static Route runtime(String method, String path, Permission permission) {
        return new Route(Audience.RUNTIME, method, path, new RouteAccess.Needs(permission));
    }

    public static Route management(String method, String path, Permission permission) {
        return new Route(Audience.MANAGEMENT, method, path, new RouteAccess.Needs(permission));
    }

    public static Route signedIn(String method, String path) {
        return new Route(Audience.MANAGEMENT, method, path, new RouteAccess.SignedIn());
    }

    public static Route view(String path, Permission permission) {
        return new Route(Audience.BROWSER, "VIEW", path, new RouteAccess.Needs(permission));
    }

    public static Route open(Audience audience, String method, String path, String reason) {
        return new Route(audience, method, path, new RouteAccess.Open(reason));
    }
}
