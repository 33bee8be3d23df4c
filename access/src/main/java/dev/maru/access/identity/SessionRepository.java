package dev.maru.access.identity;

import static dev.maru.db.access.Tables.USER_SESSION;

import dev.maru.core.id.SessionId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.db.access.tables.records.UserSessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Rows of browser sessions. */
@Component
class SessionRepository {
    void insert(SystemTx tx, UserId user, UserSession session) {
        tx.sql()
                .insertInto(USER_SESSION)
                .set(USER_SESSION.SESSION_ID, session.id())
                .set(USER_SESSION.USER_ID, user)
                .set(USER_SESSION.USER_AGENT, session.userAgent())
                .set(USER_SESSION.ADDRESS, session.address())
                .set(USER_SESSION.CREATED_AT, session.createdAt())
                .set(USER_SESSION.LAST_SEEN_AT, session.lastSeenAt())
                .set(USER_SESSION.EXPIRES_AT, session.expiresAt())
                .execute();
    }

    List<UserSession> live(SystemTx tx, UserId user, Instant now, Duration idle) {
        return tx.sql()
                .selectFrom(USER_SESSION)
                .where(USER_SESSION.USER_ID.eq(user))
                .and(USER_SESSION.ENDED_AT.isNull())
                .and(USER_SESSION.EXPIRES_AT.gt(now))
                .and(USER_SESSION.LAST_SEEN_AT.gt(now.minus(idle)))
                .orderBy(USER_SESSION.LAST_SEEN_AT.desc())
                .fetch(SessionRepository::toSession);
    }

    /** Whether it was live and is ended now. */
    boolean end(SystemTx tx, UserId user, SessionId session, Instant at) {
        return end(tx, user, USER_SESSION.SESSION_ID.eq(session), at) == 1;
    }

    /** How many sessions were live and are ended now; null keeps none. */
    int endOthers(SystemTx tx, UserId user, @Nullable SessionId kept, Instant at) {
        return end(tx, user, kept == null ? DSL.noCondition() : USER_SESSION.SESSION_ID.ne(kept), at);
    }

    private static int end(SystemTx tx, UserId user, Condition which, Instant at) {
        return tx.sql()
                .update(USER_SESSION)
                .set(USER_SESSION.ENDED_AT, at)
                .where(USER_SESSION.USER_ID.eq(user))
                .and(USER_SESSION.ENDED_AT.isNull())
                .and(which)
                .execute();
    }

    void markSeen(SystemTx tx, SessionId session, Instant at) {
        tx.sql()
                .update(USER_SESSION)
                .set(USER_SESSION.LAST_SEEN_AT, at)
                .where(USER_SESSION.SESSION_ID.eq(session))
                .and(USER_SESSION.LAST_SEEN_AT.lt(at))
                .execute();
    }

    void deleteExpired(SystemTx tx, Instant before) {
        tx.sql()
                .deleteFrom(USER_SESSION)
                .where(USER_SESSION.EXPIRES_AT.lt(before))
                .execute();
    }

    private static UserSession toSession(UserSessionRecord row) {
        return new UserSession(
                row.getSessionId(),
                row.getUserAgent(),
                row.getAddress(),
                row.getCreatedAt(),
                row.getLastSeenAt(),
                row.getExpiresAt());
    }
}
