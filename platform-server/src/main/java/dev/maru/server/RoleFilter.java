package dev.maru.server;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.platform.settings.MaruSettings;
import dev.maru.platform.settings.PlatformRole;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a replica answer only what its roles are for: applications at the gateway, people and their tokens at the ui. */
final class RoleFilter extends OncePerRequestFilter {
    private final MaruSettings settings;
    private final ErrorWriter errors;

    RoleFilter(MaruSettings settings, ErrorWriter errors) {
        this.settings = settings;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var role = RequestPaths.isRuntime(request) ? PlatformRole.GATEWAY : PlatformRole.UI;
        if (settings.plays(role)) {
            chain.doFilter(request, response);
        } else {
            errors.write(
                    request,
                    response,
                    new PlatformException(
                            CoreError.NOT_FOUND, "This replica does not serve that; maru.roles says what it does."));
        }
    }
}
