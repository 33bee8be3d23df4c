package dev.maru.server;

import dev.maru.access.CallerDirectory;
import dev.maru.access.identity.PeopleService;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.route.Audience;
import dev.maru.core.route.RouteAccess;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The gate of the management API, behind Spring Security's resource server: makes the caller from the token, which names
 * only the person, and from the tenant and project in the path. An API key works in its own tenant and project alone.
 */
final class ManagementFilter extends OncePerRequestFilter {
    /** The attribute under which handlers for one's own things find the person. */
    static final String USER = UserId.class.getName();

    private final RouteTable routes;
    private final CallerDirectory callers;
    private final PeopleService people;
    private final ErrorWriter errors;

    ManagementFilter(RouteTable routes, CallerDirectory callers, PeopleService people, ErrorWriter errors) {
        this.routes = routes;
        this.callers = callers;
        this.people = people;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/public/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            admit(request);
        } catch (PlatformException e) {
            errors.write(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private void admit(HttpServletRequest request) {
        var match = routes.match(Audience.MANAGEMENT, request);
        var who = who(request);
        var found = match.orElseThrow(ManagementFilter::notFound);
        switch (found.route().access()) {
            case RouteAccess.SignedIn signedIn -> request.setAttribute(USER, person(who));
            case RouteAccess.Needs needs -> admit(request, who, found.variables(), needs.permission());
            case RouteAccess.Open open -> {}
        }
    }

    private void admit(HttpServletRequest request, Who who, Map<String, String> path, Permission permission) {
        var tenant = path.get("tenant");
        var project = path.get("project");
        var caller = switch (who) {
            case Who.Key key -> ofKey(key.caller(), tenant, project);
            case Who.Person person -> ofPerson(request, person.userId(), tenant, project);
        };
        caller.require(permission);
        RequestAttributes.caller(request, caller);
        MDC.put("tenantId", caller.tenant().toString());
    }

    private sealed interface Who {
        record Person(UserId userId) implements Who {}

        record Key(Caller caller) implements Who {}
    }

    private Who who(HttpServletRequest request) {
        var id = RequestAttributes.requestId(request);
        var address = RequestAttributes.address(request);
        return switch (Credential.of(request)) {
            case Credential.ApiKeySecret key -> new Who.Key(callers.ofKey(key.secret(), id, address));
            case Credential.ApiKeyPair pair -> new Who.Key(callers.ofKey(pair.id(), pair.secret(), id, address));
            case Credential.Token token -> new Who.Person(tokenUser());
            case Credential.None none -> throw unauthenticated();
        };
    }

    /** Spring Security has verified the token by now; without that there is no authentication to find. */
    private UserId tokenUser() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token) {
            var issuer = token.getToken().getClaimAsString("iss");
            var subject = token.getToken().getSubject();
            if (issuer != null && subject != null) {
                return people.find(issuer, subject).orElseThrow(ManagementFilter::unauthenticated);
            }
        }
        throw unauthenticated();
    }

    private static UserId person(Who who) {
        return switch (who) {
            case Who.Person person -> person.userId();
            case Who.Key key ->
                throw new PlatformException(
                        CoreError.FORBIDDEN, "This belongs to a person; sign in instead of sending an API key.");
        };
    }

    private Caller ofPerson(
            HttpServletRequest request, UserId user, @Nullable String tenant, @Nullable String project) {
        var id = RequestAttributes.requestId(request);
        var address = RequestAttributes.address(request);
        if (tenant == null) {
            throw notFound();
        }
        var tenantId = tenantId(tenant);
        return callers.ofPerson(user, tenantId, project == null ? null : projectId(project), id, address);
    }

    private static Caller ofKey(Caller caller, @Nullable String tenant, @Nullable String project) {
        var sameTenant = tenant == null || caller.tenant().toString().equals(tenant);
        var sameProject = project == null || caller.requireProject().toString().equals(project);
        if (!sameTenant || !sameProject) {
            throw notFound();
        }
        return caller;
    }

    private static TenantId tenantId(String text) {
        try {
            return TenantId.parse(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ProjectId projectId(String text) {
        try {
            return ProjectId.parse(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static PlatformException notFound() {
        return new PlatformException(CoreError.NOT_FOUND, "There is nothing here, or not for you.");
    }

    private static PlatformException unauthenticated() {
        return new PlatformException(
                CoreError.UNAUTHENTICATED,
                "Sign in and send the access token, or send an API key with the scope manage.");
    }
}
