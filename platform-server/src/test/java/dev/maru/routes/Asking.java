package dev.maru.routes;

import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.route.RouteAccess;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.e2e.RunningMaru;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who asks, by a credential.
 *
 * @param person whether the credential is a person's token and no key
 * @param inTenant what they may do in the whole tenant
 * @param inProject what they may do in their project
 */
record Asking(
        String name, @Nullable String credential, boolean person, Set<Permission> inTenant, Set<Permission> inProject) {
    /** Rights over a whole tenant, which a role in one project does not give. */
    private static final Set<Permission> TENANT_WIDE = Set.of(
            Permission.MANAGE_TENANT,
            Permission.MANAGE_MEMBERS,
            Permission.MANAGE_PROJECTS,
            Permission.MANAGE_MODELS,
            Permission.READ_AUDIT);

    static Asking nobody() {
        return new Asking("nobody", null, false, Set.of(), Set.of());
    }

    static Asking withRole(Role role, Someone person) {
        return new Asking(role.wireName(), person.token(), true, role.permissions(), role.permissions());
    }

    static Asking withRoleInProject(Role role, Someone person) {
        var there = EnumSet.copyOf(role.permissions());
        there.removeAll(TENANT_WIDE);
        return new Asking(role.wireName() + " of the project", person.token(), true, Set.of(), there);
    }

    static Asking withKey(String secret, Scope... scopes) {
        var permissions = EnumSet.noneOf(Permission.class);
        for (var scope : scopes) {
            permissions.addAll(scope.permissions());
        }
        return new Asking("key", secret, false, permissions, permissions);
    }

    static Asking withScope(Scope scope, String secret) {
        return new Asking("key with " + scope.wireName(), secret, false, scope.permissions(), scope.permissions());
    }

    /** Somebody who operates the installation and belongs to no tenant. */
    static Asking operating(String token) {
        var operate = Set.of(Permission.OPERATE);
        return new Asking("operator", token, true, operate, operate);
    }

    /** Whether the credential is of the kind that the route takes. */
    boolean suits(Route route) {
        return switch (route.access()) {
            case RouteAccess.Needs _ -> route.audience() == Audience.MANAGEMENT || !person;
            case RouteAccess.SignedIn _ -> person;
            case RouteAccess.Open _ -> true;
        };
    }

    /** What the permission table says. */
    boolean may(Route route) {
        return switch (route.access()) {
            case RouteAccess.Needs needs -> permissions(route).contains(needs.permission());
            case RouteAccess.SignedIn _ -> person;
            case RouteAccess.Open _ -> true;
        };
    }

    /** What the permission table says of one of the things that a route does. */
    boolean may(Route route, Example example) {
        return may(route) && (example.alsoNeeds() == null || permissions(route).contains(example.alsoNeeds()));
    }

    private Set<Permission> permissions(Route route) {
        boolean ofProject = route.audience() == Audience.RUNTIME || route.path().contains("{project}");
        return ofProject ? inProject : inTenant;
    }

    Answer ask(RunningMaru maru, Asked asked) {
        var request = asked.on(HttpRequest.newBuilder(URI.create(maru.url() + asked.path())));
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        return Answer.of(maru.send(request.build()));
    }

    @Override
    public String toString() {
        return name;
    }
}
