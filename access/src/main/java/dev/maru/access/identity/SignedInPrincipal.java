package dev.maru.access.identity;

import dev.maru.core.id.UserId;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/**
 * What the authorization server keeps of somebody who proved who they are, by whichever way: a type of Spring's own,
 * because it is stored as JSON beside each authorization. It is named after the person's id.
 */
public final class SignedInPrincipal {
    private SignedInPrincipal() {}

    public static Authentication ofPassword(UserId user) {
        return of(user, FactorGrantedAuthority.PASSWORD_AUTHORITY);
    }

    static Authentication ofPasskey(UserId user) {
        return of(user, FactorGrantedAuthority.WEBAUTHN_AUTHORITY);
    }

    /** The factor carries the time of the sign-in, from which an id token's {@code auth_time} comes. */
    private static Authentication of(UserId user, String factor) {
        var principal = new User(user.toString(), "", List.of());
        return UsernamePasswordAuthenticationToken.authenticated(
                principal, null, List.of(FactorGrantedAuthority.fromAuthority(factor)));
    }

    /** The person behind an authentication of the identity provider. */
    public static Optional<UserId> userOf(Authentication authentication) {
        return authentication.isAuthenticated() && authentication.getPrincipal() instanceof User user
                ? Optional.of(UserId.parse(user.getUsername()))
                : Optional.empty();
    }
}
