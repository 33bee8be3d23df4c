package dev.maru.access.identity;

import dev.maru.core.id.SessionId;
import dev.maru.core.id.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** The principal of a person who is signed in with the browser. */
public final class SignedInUser extends DefaultOidcUser {
    private static final long serialVersionUID = 1L;

    private final UserId userId;
    private final SessionId sessionId;

    private SignedInUser(UserId userId, SessionId sessionId, OidcUser user) {
        super(user.getAuthorities(), user.getIdToken(), user.getUserInfo());
        this.userId = userId;
        this.sessionId = sessionId;
    }

    public UserId userId() {
        return userId;
    }

    public SessionId sessionId() {
        return sessionId;
    }

    public static SignedInUser of(UserId user, SessionId session, OidcUser described) {
        return new SignedInUser(user, session, described);
    }

    /** The person behind a browser's authentication, empty for anybody else. */
    public static Optional<SignedInUser> of(Authentication authentication) {
        return authentication.getPrincipal() instanceof SignedInUser user ? Optional.of(user) : Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedInUser user && sessionId.equals(user.sessionId);
    }

    @Override
    public int hashCode() {
        return sessionId.hashCode();
    }
}
