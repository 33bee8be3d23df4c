package dev.maru.platform.secret;

import static dev.maru.db.platform.Tables.KEY_CANARY;
import static dev.maru.db.platform.Tables.TENANT_KEY;

import dev.maru.core.id.Ids;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Wrapped data keys, and the canary that proves the key which wraps them. */
class TenantKeyRepository {
    private static final int THE_ONE_CANARY = 1;

    /** The wrapped data keys of a tenant, newest first. */
    List<byte[]> wrapped(SystemTx tx, TenantId tenant) {
        return wrapped(tx.sql(), tenant);
    }

    List<byte[]> wrapped(TenantTx tx) {
        return wrapped(tx.sql(), tx.tenant());
    }

    void insert(TenantTx tx, byte[] wrapped, Instant now) {
        tx.sql()
                .insertInto(TENANT_KEY)
                .set(TENANT_KEY.TENANT_ID, tx.tenant())
                .set(TENANT_KEY.TENANT_KEY_ID, Ids.timeOrdered())
                .set(TENANT_KEY.WRAPPED, wrapped)
                .set(TENANT_KEY.CREATED_AT, now)
                .execute();
    }

    byte @Nullable [] canary(SystemTx tx) {
        return tx.sql().select(KEY_CANARY.CIPHERTEXT).from(KEY_CANARY).fetchOne(KEY_CANARY.CIPHERTEXT);
    }

    void insertCanary(SystemTx tx, byte[] ciphertext) {
        tx.sql()
                .insertInto(KEY_CANARY)
                .set(KEY_CANARY.KEY_CANARY_ID, THE_ONE_CANARY)
                .set(KEY_CANARY.CIPHERTEXT, ciphertext)
                .execute();
    }

    /** Held until the transaction ends, so that two first uses do not make two keys. */
    void lock(TenantTx tx) {
        tx.sql().execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "tenant_key:" + tx.tenant());
    }

    private static List<byte[]> wrapped(DSLContext sql, TenantId tenant) {
        return sql.select(TENANT_KEY.WRAPPED)
                .from(TENANT_KEY)
                .where(TENANT_KEY.TENANT_ID.eq(tenant))
                .orderBy(TENANT_KEY.CREATED_AT.desc(), TENANT_KEY.TENANT_KEY_ID.desc())
                .fetch(TENANT_KEY.WRAPPED);
    }
}
