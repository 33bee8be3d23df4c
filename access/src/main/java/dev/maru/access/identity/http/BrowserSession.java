package dev.maru.access.identity.http;

import dev.maru.core.id.SessionId;
import dev.maru.core.id.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is signed in with the browser that an HTTP session belongs to, whichever page they signed in at. */
record BrowserSession(UserId user, SessionId session) {
    private static final String ATTRIBUTE = "dev.maru.browser-session";
    private static final String INVITATION = "dev.maru.invitation";
    private static final String SETUP = "dev.maru.setup";
    private static final String ADDRESS = "dev.maru.client-address";

    static Optional<BrowserSession> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false)).flatMap(BrowserSession::of);
    }

    static Optional<BrowserSession> of(HttpSession session) {
        return Optional.ofNullable((BrowserSession) session.getAttribute(ATTRIBUTE));
    }

    void store(HttpServletRequest request) {
        request.getSession().setAttribute(ATTRIBUTE, this);
    }

    /** The invitation that somebody went to an issuer outside to accept. */
    static Optional<String> takeInvitation(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(INVITATION) instanceof String token)) {
            return Optional.empty();
        }
        session.removeAttribute(INVITATION);
        return Optional.of(token);
    }

    static void keepInvitation(HttpServletRequest request, String token) {
        request.getSession().setAttribute(INVITATION, token);
    }

    /** The one-time set-up that somebody went to an issuer outside to complete. */
    static Optional<PendingSetup> takeSetup(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(SETUP) instanceof PendingSetup setup)) {
            return Optional.empty();
        }
        session.removeAttribute(SETUP);
        return Optional.of(setup);
    }

    static void keepSetup(HttpServletRequest request, PendingSetup setup) {
        request.getSession().setAttribute(SETUP, setup);
    }

    record PendingSetup(String token, String organisation) {}

    /** The client's address, which the edge finds out behind trusted proxies. */
    static @Nullable String address(HttpServletRequest request) {
        return request.getAttribute(ADDRESS) instanceof String address ? address : request.getRemoteAddr();
    }
}
