package dev.maru.access;

import static dev.maru.db.access.Tables.APP_USER;
import static dev.maru.db.access.Tables.USER_SESSION;

import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.SystemTx;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Loads what {@link PersonDirectory} keeps in memory of a person. */
@Component
class PersonStateQuery {
    private final Clock clock;

    PersonStateQuery(Clock clock) {
        this.clock = clock;
    }

    PersonState load(SystemTx tx, UserId user) {
        var row = tx.sql()
                .select(APP_USER.STATE, APP_USER.OPERATOR, APP_USER.DISPLAY_NAME, APP_USER.LOCALE)
                .from(APP_USER)
                .where(APP_USER.USER_ID.eq(user))
                .fetchOne();
        if (row == null) {
            throw new PlatformException(AccessError.USER_NOT_FOUND, "There is no such person.");
        }
        var ended = tx.sql()
                .select(USER_SESSION.SESSION_ID)
                .from(USER_SESSION)
                .where(USER_SESSION.USER_ID.eq(user))
                .and(USER_SESSION.ENDED_AT.isNotNull())
                .and(USER_SESSION.EXPIRES_AT.gt(clock.instant()))
                .fetchSet(USER_SESSION.SESSION_ID);
        return new PersonState(
                user, AccessState.ofWireName(row.value1()), row.value2(), row.value3(), row.value4(), ended);
    }
}
