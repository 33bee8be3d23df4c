package dev.maru.server;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a body that is too large before it is read, and one of unknown length as soon as it turns out to be. */
final class BodyLimitFilter extends OncePerRequestFilter {
    private final EdgeSettings.Limits limits;
    private final ErrorWriter errors;

    BodyLimitFilter(EdgeSettings.Limits limits, ErrorWriter errors) {
        this.limits = limits;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var limit = RequestPaths.isModelCall(request) ? limits.modelCallBody() : limits.body();
        if (request.getContentLengthLong() > limit.toBytes()) {
            // The rest of this body is not going to be read, so nothing more can be said on this connection.
            response.setHeader("Connection", "close");
            errors.write(request, response, tooLarge(limit));
            return;
        }
        var unknownLength = request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null;
        chain.doFilter(unknownLength ? new LimitedRequest(request, limit) : request, response);
    }

    static PlatformException tooLarge(DataSize limit) {
        return new PlatformException(
                CoreError.BODY_TOO_LARGE, "The body may have " + limit.toBytes() + " bytes; send less.");
    }
}
