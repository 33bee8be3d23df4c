package dev.maru.access.identity;

import dev.maru.access.AccessChange;
import dev.maru.access.AccessError;
import dev.maru.access.PersonDirectory;
import dev.maru.access.audit.AuditService;
import dev.maru.core.audit.AuditEvent;
import dev.maru.core.id.SessionId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.throttle.Throttle;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** A person's own name, language, password and passkeys. */
@Service
public class ProfileService {
    private static final int TRIES = 10;
    private static final Duration TRIES_WINDOW = Duration.ofMinutes(15);

    private final SystemDb db;
    private final UserRepository users;
    private final PasskeyRepository passkeys;
    private final PasswordHash hash;
    private final SessionService sessions;
    private final PersonDirectory people;
    private final Throttle throttle;
    private final AuditService audit;
    private final ChangeFeed changes;
    private final Clock clock;

    ProfileService(
            SystemDb db,
            UserRepository users,
            PasskeyRepository passkeys,
            PasswordHash hash,
            SessionService sessions,
            PersonDirectory people,
            Throttle throttle,
            AuditService audit,
            ChangeFeed changes,
            Clock clock) {
        this.db = db;
        this.users = users;
        this.passkeys = passkeys;
        this.hash = hash;
        this.sessions = sessions;
        this.people = people;
        this.throttle = throttle;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    public Profile get(UserId user) {
        people.requireActive(user);
        return db.inSystem(tx -> require(tx, user));
    }

    public Profile change(UserId user, long expectedVersion, ProfileData data) {
        people.requireActive(user);
        return db.inSystem(tx -> {
            if (!users.change(tx, user, expectedVersion, data)) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Your profile was changed in another window; load it again.");
            }
            changes.bump(tx, AccessChange.subject(user), AccessChange.PERSON);
            record(tx, user, data.name(), "person.profile-changed");
            return require(tx, user);
        });
    }

    /**
     * Sets another password and ends the other sessions of the person.
     *
     * @param kept the session in which this is done, null to end every one
     */
    public void changePassword(UserId user, @Nullable SessionId kept, String current, String next) {
        var person = people.requireActive(user);
        if (!throttle.allow("password-change:" + user, TRIES, TRIES_WINDOW)) {
            throw new PlatformException(AccessError.SIGN_IN_THROTTLED, "Too many tries; wait a quarter of an hour.");
        }
        var old = db.inSystem(tx -> users.passwordHash(tx, user)).orElse(null);
        if (!hash.matches(current, old)) {
            throw new PlatformException(
                    AccessError.PASSWORD_WRONG,
                    "The current password is not right.",
                    List.of(new FieldError("current", "is not right")),
                    null);
        }
        PasswordPolicy.check(next, get(user).email());
        var hashed = hash.of(next);
        db.runInSystem(tx -> {
            users.setPassword(tx, user, hashed, clock.instant());
            sessions.endOthers(tx, user, kept);
            record(tx, user, person.name(), "person.password-changed");
        });
    }

    /** Passkeys are added on the page {@code /idp/passkeys}, which the browser has to show. */
    public List<Passkey> passkeys(UserId user) {
        people.requireActive(user);
        return db.inSystem(tx -> passkeys.of(tx, user));
    }

    public void removePasskey(UserId user, String passkey) {
        var person = people.requireActive(user);
        db.runInSystem(tx -> {
            if (!passkeys.delete(tx, user, passkey)) {
                throw new PlatformException(CoreError.NOT_FOUND, "There is no such passkey of yours.");
            }
            record(tx, user, person.name(), "person.passkey-removed");
        });
    }

    private Profile require(SystemTx tx, UserId user) {
        return users.profile(tx, user)
                .orElseThrow(() -> new PlatformException(AccessError.USER_NOT_FOUND, "There is no such person."));
    }

    private void record(SystemTx tx, UserId user, String name, String action) {
        audit.recordAbout(tx, user, new Actor.Person(user, name), AuditEvent.of(action, user, name));
    }
}
