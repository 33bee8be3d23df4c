package dev.maru.access.identity;

import dev.maru.access.AccessChange;
import dev.maru.access.AccessError;
import dev.maru.access.EmailAddress;
import dev.maru.access.InvitationService;
import dev.maru.access.PersonDirectory;
import dev.maru.access.audit.AuditService;
import dev.maru.core.audit.AuditEvent;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.secret.CredentialDigest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** How people get an account, or back into theirs: by invitation, or by a link that sets another password. */
@Service
public class JoiningService {
    private final SystemDb db;
    private final UserRepository users;
    private final OneTimeLinkRepository links;
    private final InvitationService invitations;
    private final PersonDirectory people;
    private final SessionService sessions;
    private final PasswordHash hash;
    private final CredentialDigest digest;
    private final AuditService audit;
    private final ChangeFeed changes;
    private final Clock clock;

    JoiningService(
            SystemDb db,
            UserRepository users,
            OneTimeLinkRepository links,
            InvitationService invitations,
            PersonDirectory people,
            SessionService sessions,
            PasswordHash hash,
            CredentialDigest digest,
            AuditService audit,
            ChangeFeed changes,
            Clock clock) {
        this.db = db;
        this.users = users;
        this.links = links;
        this.invitations = invitations;
        this.people = people;
        this.sessions = sessions;
        this.hash = hash;
        this.digest = digest;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    /** Accepts an invitation as somebody who is signed in. */
    public void join(@Nullable String token, UserId user) {
        var person = people.requireActive(user);
        db.runInSystem(tx -> invitations.accept(tx, token, user, person.name()));
    }

    /**
     * Makes an account for the address that was invited and accepts. Whoever has an account must sign in instead: the
     * link alone does not prove to be them.
     */
    public UserId join(@Nullable String token, ProfileData data, String password) {
        var email = invitations.open(token).email();
        var person = new NewPerson(email, data, password);
        var hashed = hash.of(password);
        var user = UserId.next();
        db.runInSystem(tx -> {
            insert(tx, user, email, data);
            users.setPassword(tx, user, hashed, clock.instant());
            invitations.accept(tx, token, user, person.data().name());
        });
        return user;
    }

    /** Accepts an invitation as somebody whom an issuer outside vouches for, with an account made if need be. */
    public UserId join(@Nullable String token, String issuer, String subject, String name) {
        var email = invitations.open(token).email();
        var user = UserId.next();
        db.runInSystem(tx -> {
            insert(tx, user, email, ProfileData.of(name));
            if (!users.addIdentity(tx, user, issuer, subject, clock.instant())) {
                throw new PlatformException(AccessError.EMAIL_TAKEN, "This identity has an account; sign in with it.");
            }
            invitations.accept(tx, token, user, name);
        });
        return user;
    }

    private void insert(SystemTx tx, UserId user, EmailAddress email, ProfileData data) {
        if (!users.insert(tx, user, email, data, false, clock.instant())) {
            throw new PlatformException(
                    AccessError.EMAIL_TAKEN, "There is an account of " + email + " already; sign in to accept.");
        }
    }

    public boolean isKnown(EmailAddress email) {
        return db.inSystem(tx -> users.findByEmail(tx, email.value())).isPresent();
    }

    /** Whether the page of this password link may be shown. */
    public boolean isPasswordLinkOpen(@Nullable String token) {
        if (token == null || token.isBlank()) {
            return false;
        }
        var wanted = digest.of(token);
        return db.inSystem(tx -> links.isUsable(tx, OneTimeLinkRepository.PASSWORD, wanted, clock.instant()));
    }

    /** Sets the password of the person whom the link was made for and ends all their sessions. */
    public void resetPassword(@Nullable String token, String password) {
        if (!isPasswordLinkOpen(token) || token == null) {
            throw unusable();
        }
        PasswordPolicy.check(password, "");
        var hashed = hash.of(password);
        db.runInSystem(tx -> {
            var now = clock.instant();
            var user = links.use(tx, OneTimeLinkRepository.PASSWORD, digest.of(token), now)
                    .flatMap(OneTimeLinkRepository.Used::user)
                    .flatMap(id -> users.find(tx, id))
                    .orElseThrow(JoiningService::unusable);
            PasswordPolicy.check(password, user.email());
            users.setPassword(tx, user.id(), hashed, now);
            sessions.endOthers(tx, user.id(), null);
            changes.bump(tx, AccessChange.subject(user.id()), AccessChange.PERSON);
            audit.recordAbout(
                    tx,
                    user.id(),
                    new Actor.Person(user.id(), user.name()),
                    AuditEvent.of("person.password-reset", user.id(), user.name()));
        });
    }

    private static PlatformException unusable() {
        return new PlatformException(
                AccessError.LINK_UNUSABLE, "This link was used or has expired; ask for another one.");
    }
}
