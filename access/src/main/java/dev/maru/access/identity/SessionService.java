package dev.maru.access.identity;

import dev.maru.access.AccessChange;
import dev.maru.access.AccessError;
import dev.maru.access.LastUse;
import dev.maru.access.PersonDirectory;
import dev.maru.access.PersonState;
import dev.maru.access.audit.AuditService;
import dev.maru.core.audit.AuditEvent;
import dev.maru.core.id.Ids;
import dev.maru.core.id.SessionId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.platform.change.ChangeFeed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;

/** The browser sessions of a person: listed, and ended on every replica within a second. */
@Service
public class SessionService implements DisposableBean {
    private static final int USER_AGENT_LIMIT = 400;

    private final SystemDb db;
    private final SessionRepository sessions;
    private final AuthorizationRepository authorizations;
    private final PersonDirectory people;
    private final AuditService audit;
    private final ChangeFeed changes;
    private final IdentitySettings settings;
    private final Clock clock;
    private final LastUse<SessionId> lastSeen;

    SessionService(
            SystemDb db,
            SessionRepository sessions,
            AuthorizationRepository authorizations,
            PersonDirectory people,
            AuditService audit,
            ChangeFeed changes,
            IdentitySettings settings,
            Clock clock) {
        this.db = db;
        this.sessions = sessions;
        this.authorizations = authorizations;
        this.people = people;
        this.audit = audit;
        this.changes = changes;
        this.settings = settings;
        this.clock = clock;
        this.lastSeen = new LastUse<>(db, clock, Duration.ofSeconds(30), sessions::markSeen);
    }

    /** Notes that a person signed in with a browser. */
    public SessionId begin(UserId user, @Nullable String userAgent, @Nullable String address) {
        var person = people.requireActive(user);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var session = new UserSession(
                SessionId.next(), cut(userAgent), address, now, now, now.plus(settings.sessionAbsolute()));
        db.runInSystem(tx -> {
            sessions.insert(tx, user, session);
            record(tx, person, "session.started", session.id());
        });
        return session.id();
    }

    /** The live sessions of a person, last used first. */
    public List<UserSession> mine(UserId user) {
        people.requireActive(user);
        return db.inSystem(tx -> sessions.live(tx, user, clock.instant(), settings.sessionIdle()));
    }

    public void revoke(UserId user, SessionId session) {
        var person = people.requireActive(user);
        db.runInSystem(tx -> {
            if (!end(tx, user, session)) {
                throw new PlatformException(AccessError.SESSION_NOT_FOUND, "There is no such live session of yours.");
            }
            record(tx, person, "session.revoked", session);
        });
    }

    /** Ends every session of the person but the one given. */
    public void revokeOthers(UserId user, SessionId kept) {
        var person = people.requireActive(user);
        db.runInSystem(tx -> {
            if (endOthers(tx, user, kept) > 0) {
                record(tx, person, "session.others-revoked", kept);
            }
        });
    }

    /** Signs a person out; unlike {@link #revoke} it does not mind a session that has ended already. */
    public void end(UserId user, SessionId session) {
        db.runInSystem(tx -> end(tx, user, session));
    }

    private boolean end(SystemTx tx, UserId user, SessionId session) {
        boolean ended = sessions.end(tx, user, session, clock.instant());
        if (ended) {
            changes.bump(tx, AccessChange.subject(user), AccessChange.PERSON);
        }
        return ended;
    }

    /** Ends sessions in the transaction of whatever makes that necessary; null keeps none. */
    int endOthers(SystemTx tx, UserId user, @Nullable SessionId kept) {
        if (kept == null) {
            authorizations.deleteOf(tx, user);
        }
        int ended = sessions.endOthers(tx, user, kept, clock.instant());
        if (ended > 0) {
            changes.bump(tx, AccessChange.subject(user), AccessChange.PERSON);
        }
        return ended;
    }

    /** Whether the session may go on: not ended, not too old, and its person still active. */
    public boolean isLive(UserId user, SessionId session) {
        var startedAt = Instant.ofEpochMilli(Ids.unixMillis(session.value()));
        if (!clock.instant().isBefore(startedAt.plus(settings.sessionAbsolute()))) {
            return false;
        }
        try {
            var person = people.requireActive(user);
            return !person.endedSessions().contains(session);
        } catch (PlatformException e) {
            if (e.code() == CoreError.UNAUTHENTICATED) {
                return false;
            }
            throw e;
        }
    }

    /** Notes that a session was used; written later, in batches. */
    public void seen(SessionId session) {
        lastSeen.mark(session);
    }

    void deleteExpired() {
        db.runInSystem(tx -> sessions.deleteExpired(tx, clock.instant().minus(Duration.ofDays(1))));
    }

    private void record(SystemTx tx, PersonState person, String action, SessionId session) {
        audit.recordAbout(
                tx,
                person.id(),
                new Actor.Person(person.id(), person.name()),
                AuditEvent.of(action, session, person.name()));
    }

    private static @Nullable String cut(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= USER_AGENT_LIMIT
                ? userAgent
                : userAgent.substring(0, USER_AGENT_LIMIT);
    }

    @Override
    public void destroy() {
        lastSeen.close();
    }
}
