package dev.maru.access.identity;

import dev.maru.access.AccessState;
import dev.maru.core.tenancy.SystemDb;
import java.util.List;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationProvider;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;

/** Signs people in by passkey and leaves the same kind of authentication as a password does. */
public final class PasskeySignIn implements AuthenticationManager {
    private final SystemDb db;
    private final UserRepository users;
    private final WebAuthnAuthenticationProvider provider;

    PasskeySignIn(SystemDb db, UserRepository users, WebAuthnRelyingPartyOperations relyingParty) {
        this.db = db;
        this.users = users;
        this.provider = new WebAuthnAuthenticationProvider(relyingParty, this::load);
    }

    @Override
    public Authentication authenticate(Authentication presented) {
        var proven = provider.authenticate(presented);
        if (proven == null) {
            throw new BadCredentialsException("not a passkey");
        }
        return SignedInPrincipal.ofPasskey(find(proven.getName()).id());
    }

    private UserDetails load(String email) {
        return new User(find(email).id().toString(), "", List.of());
    }

    private Person find(String email) {
        return db.inSystem(tx -> users.findByEmail(tx, email))
                .filter(person -> person.state() == AccessState.ACTIVE)
                .orElseThrow(() -> new BadCredentialsException("nobody who may sign in"));
    }
}
