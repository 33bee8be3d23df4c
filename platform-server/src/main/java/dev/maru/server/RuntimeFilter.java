package dev.maru.server;

import dev.maru.access.CallerDirectory;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.route.Audience;
import dev.maru.core.route.RouteAccess;
import dev.maru.core.tenancy.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The one gate of the runtime API: route, credential, permission, in memory. It stands outside Spring Security, whose
 * general chain costs more than proxying a call; see docs/decisions/0004-call-path.md.
 */
final class RuntimeFilter extends OncePerRequestFilter {
    private final RouteTable routes;
    private final CallerDirectory callers;
    private final ErrorWriter errors;

    RuntimeFilter(RouteTable routes, CallerDirectory callers, ErrorWriter errors) {
        this.routes = routes;
        this.callers = callers;
        this.errors = errors;
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
        var match = routes.match(Audience.RUNTIME, request);
        if (match.isPresent() && match.get().route().access() instanceof RouteAccess.Open) {
            return;
        }
        // Authenticate before telling whether a route exists.
        var caller = caller(request);
        RequestAttributes.caller(request, caller);
        MDC.put("tenantId", caller.tenant().toString());
        var access = match.orElseThrow(() -> unknown(request)).route().access();
        switch (access) {
            case RouteAccess.Needs needs -> caller.require(needs.permission());
            case RouteAccess.SignedIn signedIn -> throw unknown(request);
            case RouteAccess.Open open -> throw new IllegalStateException("handled above");
        }
    }

    private Caller caller(HttpServletRequest request) {
        var id = RequestAttributes.requestId(request);
        var address = RequestAttributes.address(request);
        return switch (Credential.of(request)) {
            case Credential.ApiKeySecret key -> callers.ofKey(key.secret(), id, address);
            case Credential.ApiKeyPair pair -> callers.ofKey(pair.id(), pair.secret(), id, address);
            case Credential.Token token ->
                throw new PlatformException(
                        CoreError.UNAUTHENTICATED, "This token is not an API key; use one that begins with maru_.");
            case Credential.None none ->
                throw new PlatformException(
                        CoreError.UNAUTHENTICATED,
                        "No API key was sent; send Authorization: Bearer maru_… with a key of your project.");
        };
    }

    private static PlatformException unknown(HttpServletRequest request) {
        return new PlatformException(
                CoreError.NOT_FOUND, "There is no " + request.getMethod() + " " + request.getRequestURI() + ".");
    }
}
