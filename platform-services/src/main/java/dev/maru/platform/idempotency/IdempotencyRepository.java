package dev.maru.platform.idempotency;

import static dev.maru.db.platform.Tables.IDEMPOTENCY;

import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.idempotency.IdempotencyStore.Answer;
import java.time.Instant;
import java.util.Objects;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** The rows of platform.idempotency; a row without a status is a request still running. */
class IdempotencyRepository {
    /** Who uses which key. */
    record Owner(String actor, String key) {
        Condition row() {
            return IDEMPOTENCY.ACTOR.eq(actor).and(IDEMPOTENCY.KEY.eq(key));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Known(byte[] requestHash, @Nullable Answer answer) {}

    /** Waits for a parallel insert of the same key to commit; false if the key is taken. */
    boolean insert(TenantTx tx, Owner owner, byte[] requestHash, Instant now) {
        return tx.sql()
                        .insertInto(IDEMPOTENCY)
                        .set(IDEMPOTENCY.TENANT_ID, tx.tenant())
                        .set(IDEMPOTENCY.ACTOR, owner.actor())
                        .set(IDEMPOTENCY.KEY, owner.key())
                        .set(IDEMPOTENCY.REQUEST_HASH, requestHash)
                        .set(IDEMPOTENCY.CREATED_AT, now)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    Known get(TenantTx tx, Owner owner) {
        var row = tx.sql()
                .selectFrom(IDEMPOTENCY)
                .where(IDEMPOTENCY.TENANT_ID.eq(tx.tenant()).and(owner.row()))
                .fetchSingle();
        var answer = row.getStatus() == null
                ? null
                : new Answer(row.getStatus(), row.getContentType(), Objects.requireNonNull(row.getBody()));
        return new Known(row.getRequestHash(), answer);
    }

    void answer(TenantTx tx, Owner owner, Answer answer) {
        tx.sql()
                .update(IDEMPOTENCY)
                .set(IDEMPOTENCY.STATUS, answer.status())
                .set(IDEMPOTENCY.CONTENT_TYPE, answer.contentType())
                .set(IDEMPOTENCY.BODY, answer.body())
                .where(IDEMPOTENCY.TENANT_ID.eq(tx.tenant()).and(owner.row()))
                .execute();
    }

    void abandon(TenantTx tx, Owner owner) {
        tx.sql()
                .deleteFrom(IDEMPOTENCY)
                .where(IDEMPOTENCY.TENANT_ID.eq(tx.tenant()).and(owner.row()))
                .and(IDEMPOTENCY.STATUS.isNull())
                .execute();
    }

    /** Frees one key whose answer is too old, or whose request can no longer be running. */
    void deleteOld(TenantTx tx, Owner owner, Instant answeredBefore, Instant startedBefore) {
        tx.sql()
                .deleteFrom(IDEMPOTENCY)
                .where(IDEMPOTENCY.TENANT_ID.eq(tx.tenant()).and(owner.row()))
                .and(IDEMPOTENCY
                        .CREATED_AT
                        .lt(answeredBefore)
                        .or(IDEMPOTENCY.STATUS.isNull().and(IDEMPOTENCY.CREATED_AT.lt(startedBefore))))
                .execute();
    }

    void deleteOld(SystemTx tx, Instant before) {
        tx.sql()
                .deleteFrom(IDEMPOTENCY)
                .where(IDEMPOTENCY.CREATED_AT.lt(before))
                .execute();
    }
}
