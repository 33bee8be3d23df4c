package dev.maru.access.identity;

import dev.maru.access.AccessState;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.platform.throttle.Throttle;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Signs people in by e-mail address and password: slowly for those who guess, and with the same answer and the same
 * effort whether the address is known or not.
 */
@Component
public class PasswordSignIn implements AuthenticationProvider {
    private static final int TRIES_PER_ACCOUNT = 10;
    private static final int TRIES_PER_ADDRESS = 50;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final SystemDb db;
    private final UserRepository users;
    private final PasswordHash hash;
    private final Throttle throttle;
    private final Clock clock;

    PasswordSignIn(SystemDb db, UserRepository users, PasswordHash hash, Throttle throttle, Clock clock) {
        this.db = db;
        this.users = users;
        this.hash = hash;
        this.throttle = throttle;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication presented) {
        var email = presented.getName().strip();
        var password = presented.getCredentials() instanceof String text ? text : "";
        if (!mayTry(email, presented.getDetails())) {
            throw new LockedException("too many tries");
        }
        var account = db.inSystem(tx -> users.findByEmail(tx, email)
                .map(person ->
                        new Account(person, users.passwordHash(tx, person.id()).orElse(null)))
                .orElse(Account.NOBODY));
        boolean right = password.length() <= PasswordPolicy.LONGEST && hash.matches(password, account.hash);
        if (!right || account.person == null || account.person.state() != AccessState.ACTIVE) {
            throw new BadCredentialsException("wrong e-mail address or password");
        }
        upgrade(account, password);
        return SignedInPrincipal.ofPassword(account.person.id());
    }

    private boolean mayTry(String email, @Nullable Object details) {
        var account = "sign-in:" + email.toLowerCase(Locale.ROOT);
        return throttle.allow(account, TRIES_PER_ACCOUNT, WINDOW)
                && (!(details instanceof WebAuthenticationDetails web)
                        || throttle.allow("sign-in-from:" + web.getRemoteAddress(), TRIES_PER_ADDRESS, WINDOW));
    }

    private void upgrade(Account account, String password) {
        if (account.person != null && account.hash != null && hash.isOld(account.hash)) {
            var fresh = hash.of(password);
            db.runInSystem(tx -> users.setPassword(tx, account.person.id(), fresh, clock.instant()));
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private record Account(
            @Nullable Person person, @Nullable String hash) {
        static final Account NOBODY = new Account(null, null);
    }
}
