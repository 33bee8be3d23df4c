package dev.maru.access.identity.http;

import dev.maru.access.identity.SessionService;
import dev.maru.core.problem.PlatformException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no request on with a browser session that was revoked, is too old, or belongs to somebody who may not act any
 * more: such a session is gone before anything reads it. Stands before Spring Security's own context filter.
 */
public final class SessionGate extends OncePerRequestFilter {
    private final SessionService sessions;

    public SessionGate(SessionService sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var found = BrowserSession.of(request);
        if (found.isPresent()) {
            try {
                check(request, found.get());
            } catch (PlatformException e) {
                response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, e.detail());
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private void check(HttpServletRequest request, BrowserSession session) {
        if (sessions.isLive(session.user(), session.session())) {
            sessions.seen(session.session());
        } else {
            request.getSession().invalidate();
        }
    }

    /** Each dispatch of a request reads the session anew. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
