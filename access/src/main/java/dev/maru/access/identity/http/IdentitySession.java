package dev.maru.access.identity.http;

import dev.maru.access.identity.SessionService;
import dev.maru.access.identity.SignedInPrincipal;
import dev.maru.core.id.SessionId;
import dev.maru.core.id.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.stereotype.Component;

/**
 * What the identity provider keeps in the HTTP session, under names of its own: it shares the session with the browser
 * application, which is its client.
 */
@Component
public class IdentitySession {
    private static final String CONTEXT = "IDP_SECURITY_CONTEXT";
    private static final String SAVED_REQUEST = "IDP_SAVED_REQUEST";

    private final SessionService sessions;
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final HttpSessionRequestCache requests = new HttpSessionRequestCache();

    // Null is how Spring is told to add no parameter to the address; its annotation forgot that.
    @SuppressWarnings("NullAway")
    IdentitySession(SessionService sessions) {
        this.sessions = sessions;
        contexts.setSpringSecurityContextKey(CONTEXT);
        requests.setSessionAttrName(SAVED_REQUEST);
        requests.setMatchingRequestParameterName(null);
    }

    public SecurityContextRepository contexts() {
        return contexts;
    }

    public RequestCache requests() {
        return requests;
    }

    /** The person signed in at the identity provider. */
    Optional<UserId> user(HttpServletRequest request) {
        var authentication = contexts.loadDeferredContext(request).get().getAuthentication();
        return authentication == null ? Optional.empty() : SignedInPrincipal.userOf(authentication);
    }

    /** Signs a person in with a fresh HTTP session id, as a form on a page of its own does. */
    void signIn(HttpServletRequest request, HttpServletResponse response, UserId user) {
        request.getSession();
        request.changeSessionId();
        var context = new SecurityContextImpl(SignedInPrincipal.ofPassword(user));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        begin(request, user);
    }

    /** Where a sign-in that starts now leads to, instead of into the application. */
    void comeBackTo(HttpServletRequest request, String path) {
        var saved = new SimpleSavedRequest(path);
        request.getSession().setAttribute(SAVED_REQUEST, saved);
    }

    /** Registers the browser as signed in, once for the identity provider and its client. */
    public SessionId begin(HttpServletRequest request, UserId user) {
        var known = BrowserSession.of(request)
                .filter(session -> session.user().equals(user))
                .filter(session -> sessions.isLive(user, session.session()));
        if (known.isPresent()) {
            return known.get().session();
        }
        BrowserSession.of(request).ifPresent(other -> sessions.end(other.user(), other.session()));
        var session = sessions.begin(user, request.getHeader("User-Agent"), BrowserSession.address(request));
        new BrowserSession(user, session).store(request);
        return session;
    }

    /** Ends what {@link #begin} registered. */
    public void end(HttpServletRequest request) {
        BrowserSession.of(request).ifPresent(session -> sessions.end(session.user(), session.session()));
    }
}
