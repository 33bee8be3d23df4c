package dev.maru.access.identity;

import static dev.maru.db.access.Tables.ONE_TIME_LINK;

import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.SystemTx;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Rows of links that work once; of each only the digest of its token. */
@Component
class OneTimeLinkRepository {
    static final String OPERATOR = "operator";
    static final String PASSWORD = "password";

    /** Makes a link; earlier ones of the same purpose and person stop working. */
    void replace(SystemTx tx, String purpose, @Nullable UserId user, byte[] digest, Instant now, Instant expiresAt) {
        deleteUnused(tx, purpose, user);
        tx.sql()
                .insertInto(ONE_TIME_LINK)
                .set(ONE_TIME_LINK.TOKEN_DIGEST, digest)
                .set(ONE_TIME_LINK.PURPOSE, purpose)
                .set(ONE_TIME_LINK.USER_ID, user)
                .set(ONE_TIME_LINK.CREATED_AT, now)
                .set(ONE_TIME_LINK.EXPIRES_AT, expiresAt)
                .execute();
    }

    private static void deleteUnused(SystemTx tx, String purpose, @Nullable UserId user) {
        tx.sql()
                .deleteFrom(ONE_TIME_LINK)
                .where(ONE_TIME_LINK.PURPOSE.eq(purpose))
                .and(ONE_TIME_LINK.USER_ID.isNotDistinctFrom(user))
                .and(ONE_TIME_LINK.USED_AT.isNull())
                .execute();
    }

    boolean isUsable(SystemTx tx, String purpose, byte[] digest, Instant now) {
        return tx.sql()
                .fetchExists(
                        ONE_TIME_LINK,
                        ONE_TIME_LINK
                                .TOKEN_DIGEST
                                .eq(digest)
                                .and(ONE_TIME_LINK.PURPOSE.eq(purpose))
                                .and(ONE_TIME_LINK.USED_AT.isNull())
                                .and(ONE_TIME_LINK.EXPIRES_AT.gt(now)));
    }

    /** Uses a link up; of two at the same time one gets it. */
    Optional<Used> use(SystemTx tx, String purpose, byte[] digest, Instant now) {
        return tx.sql()
                .update(ONE_TIME_LINK)
                .set(ONE_TIME_LINK.USED_AT, now)
                .where(ONE_TIME_LINK.TOKEN_DIGEST.eq(digest))
                .and(ONE_TIME_LINK.PURPOSE.eq(purpose))
                .and(ONE_TIME_LINK.USED_AT.isNull())
                .and(ONE_TIME_LINK.EXPIRES_AT.gt(now))
                .returning()
                .fetchOptional(row -> new Used(Optional.ofNullable(row.getUserId())));
    }

    /** A link that was just used, with the person it is for. */
    record Used(Optional<UserId> user) {}
}
