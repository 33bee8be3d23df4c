package dev.maru.access.identity;

import static dev.maru.db.access.Tables.SIGNING_KEY;

import dev.maru.core.tenancy.SystemTx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Rows of the keys that sign tokens. */
@Component
class SigningKeyRepository {
    /** One at a time makes keys. */
    void lock(SystemTx tx) {
        tx.sql().execute("select pg_advisory_xact_lock(hashtextextended('signing-key', 0))");
    }

    /** Newest first, without those whose time is over. */
    List<Row> current(SystemTx tx, Instant now) {
        return tx.sql()
                .selectFrom(SIGNING_KEY)
                .where(SIGNING_KEY.RETIRES_AT.isNull().or(SIGNING_KEY.RETIRES_AT.gt(now)))
                .orderBy(SIGNING_KEY.CREATED_AT.desc(), SIGNING_KEY.KID)
                .fetch(row -> new Row(row.getKid(), row.getPrivateJwk(), row.getCreatedAt(), row.getRetiresAt()));
    }

    void insert(SystemTx tx, String kid, String publicJwk, byte[] sealedPrivateJwk, Instant at) {
        tx.sql()
                .insertInto(SIGNING_KEY)
                .set(SIGNING_KEY.KID, kid)
                .set(SIGNING_KEY.PUBLIC_JWK, publicJwk)
                .set(SIGNING_KEY.PRIVATE_JWK, sealedPrivateJwk)
                .set(SIGNING_KEY.CREATED_AT, at)
                .execute();
    }

    void retireOthers(SystemTx tx, String newest, Instant at) {
        tx.sql()
                .update(SIGNING_KEY)
                .set(SIGNING_KEY.RETIRES_AT, at)
                .where(SIGNING_KEY.KID.ne(newest))
                .and(SIGNING_KEY.RETIRES_AT.isNull())
                .execute();
    }

    void deleteRetired(SystemTx tx, Instant now) {
        tx.sql().deleteFrom(SIGNING_KEY).where(SIGNING_KEY.RETIRES_AT.le(now)).execute();
    }

    record Row(
            String kid,
            byte[] sealedPrivateJwk,
            Instant createdAt,
            @Nullable Instant retiresAt) {}
}
