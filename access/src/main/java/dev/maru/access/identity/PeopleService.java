package dev.maru.access.identity;

import dev.maru.access.AccessChange;
import dev.maru.access.AccessError;
import dev.maru.access.AccessState;
import dev.maru.access.MemberService;
import dev.maru.access.OneTimeToken;
import dev.maru.access.PersonDirectory;
import dev.maru.access.PersonState;
import dev.maru.access.audit.AuditService;
import dev.maru.core.audit.AuditEvent;
import dev.maru.core.id.UserId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.secret.CredentialDigest;
import dev.maru.platform.settings.MaruSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The people of the installation: who a token speaks of, and what operators and admins may do for somebody. */
@Service
public class PeopleService {
    private static final Duration LINK_LIFETIME = Duration.ofHours(1);

    private final SystemDb db;
    private final UserRepository users;
    private final OneTimeLinkRepository links;
    private final SessionService sessions;
    private final MemberService members;
    private final PersonDirectory people;
    private final CredentialDigest digest;
    private final AuditService audit;
    private final ChangeFeed changes;
    private final MaruSettings settings;
    private final Clock clock;

    PeopleService(
            SystemDb db,
            UserRepository users,
            OneTimeLinkRepository links,
            SessionService sessions,
            MemberService members,
            PersonDirectory people,
            CredentialDigest digest,
            AuditService audit,
            ChangeFeed changes,
            MaruSettings settings,
            Clock clock) {
        this.db = db;
        this.users = users;
        this.links = links;
        this.sessions = sessions;
        this.members = members;
        this.people = people;
        this.digest = digest;
        this.audit = audit;
        this.changes = changes;
        this.settings = settings;
        this.clock = clock;
    }

    /** The person whom an issuer's subject stands for; our own issuer names people by their id. */
    public Optional<UserId> find(String issuer, String subject) {
        if (issuer.equals(PublicUrl.of(settings))) {
            return parse(subject);
        }
        return db.inSystem(tx -> users.identity(tx, issuer, subject));
    }

    private static Optional<UserId> parse(String subject) {
        try {
            return Optional.of(UserId.parse(subject));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean isOperator(UserId user) {
        return people.requireActive(user).operator();
    }

    /** Everybody, for operators, by e-mail address. */
    public Page<Person> page(UserId operator, @Nullable Cursor after, int limit) {
        people.requireOperator(operator);
        return db.inSystem(tx -> users.page(tx, after, limit));
    }

    /** Ends every session of a person and lets them into no tenant until they are resumed. */
    public void suspend(UserId operator, UserId user) {
        var acting = people.requireOperator(operator);
        if (operator.equals(user)) {
            throw new PlatformException(
                    AccessError.RIGHTS_EXCEEDED, "You cannot suspend yourself; ask another operator.");
        }
        db.runInSystem(tx -> {
            sessions.endOthers(tx, user, null);
            setState(tx, acting, user, AccessState.SUSPENDED, "person.suspended");
        });
    }

    public void resume(UserId operator, UserId user) {
        var acting = people.requireOperator(operator);
        db.runInSystem(tx -> setState(tx, acting, user, AccessState.ACTIVE, "person.resumed"));
    }

    private void setState(SystemTx tx, PersonState acting, UserId user, AccessState state, String action) {
        var person = require(tx, user);
        users.setState(tx, user, state);
        changes.bump(tx, AccessChange.subject(user), AccessChange.PERSON);
        audit.recordAbout(tx, user, actor(acting), AuditEvent.of(action, user, person.name()));
    }

    /**
     * A link that sets another password, once and within an hour. An admin may make one only for a member who belongs
     * to no other tenant and holds no more rights than the admin.
     */
    public URI createPasswordLink(Caller caller, UserId user) {
        if (!caller.may(Permission.OPERATE)) {
            requireOwnMember(caller, user);
        }
        var token = OneTimeToken.next();
        db.runInSystem(tx -> {
            var person = require(tx, user);
            if (!caller.may(Permission.OPERATE) && (person.operator() || belongsElsewhere(tx, caller, user))) {
                throw new PlatformException(
                        AccessError.RIGHTS_EXCEEDED,
                        "This person belongs to more than your tenant; an operator has to make the link.");
            }
            var now = clock.instant();
            links.replace(
                    tx, OneTimeLinkRepository.PASSWORD, user, digest.of(token.value()), now, now.plus(LINK_LIFETIME));
            audit.recordAbout(
                    tx, user, caller.actor(), AuditEvent.of("person.password-link-created", user, person.name()));
        });
        return token.link(settings.publicUrl(), "/idp/password");
    }

    private void requireOwnMember(Caller caller, UserId user) {
        caller.require(Permission.MANAGE_MEMBERS);
        for (var grant : members.get(caller, user).roles()) {
            if (!caller.permissions().containsAll(grant.role().permissions())) {
                throw new PlatformException(
                        AccessError.RIGHTS_EXCEEDED, "This member holds more rights than you; ask an owner.");
            }
        }
    }

    private boolean belongsElsewhere(SystemTx tx, Caller caller, UserId user) {
        return !users.tenantsOf(tx, user).equals(List.of(caller.tenant()));
    }

    /** Lets an issuer's subject sign in as a person; made by an operator. */
    public void linkIdentity(UserId operator, UserId user, String issuer, String subject) {
        var acting = people.requireOperator(operator);
        db.runInSystem(tx -> {
            var person = require(tx, user);
            if (issuer.isBlank()
                    || subject.isBlank()
                    || !users.addIdentity(tx, user, issuer, subject, clock.instant())) {
                throw PlatformException.invalid("subject", "this identity is blank or belongs to somebody already");
            }
            audit.recordAbout(
                    tx,
                    user,
                    actor(acting),
                    AuditEvent.of("person.identity-linked", user, person.name()).with(Map.of("issuer", issuer)));
        });
    }

    private Person require(SystemTx tx, UserId user) {
        return users.find(tx, user)
                .orElseThrow(() -> new PlatformException(AccessError.USER_NOT_FOUND, "There is no such person."));
    }

    private static Actor actor(PersonState person) {
        return new Actor.Person(person.id(), person.name());
    }
}
