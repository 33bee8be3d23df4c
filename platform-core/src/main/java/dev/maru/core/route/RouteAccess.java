package dev.maru.core.route;

import dev.maru.core.tenancy.Permission;

/** What a route asks of its caller. */
public sealed interface RouteAccess {
    /** The caller's permission in the tenant, and in the project if the path or the key names one. */
    record Needs(Permission permission) implements RouteAccess {}

    /** Any signed-in person, for their own things. */
    record SignedIn() implements RouteAccess {}

    /** Nobody is asked; the reason stands in routes.txt. */
    record Open(String reason) implements RouteAccess {}
}
