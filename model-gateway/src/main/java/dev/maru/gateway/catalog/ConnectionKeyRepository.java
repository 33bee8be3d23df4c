package dev.maru.gateway.catalog;

import static dev.maru.db.gateway.Tables.CONNECTION_KEY;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.ConnectionKeyId;
import dev.maru.core.tenancy.TenantTx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jooq.Record;
import org.springframework.stereotype.Repository;

/** Stores the keys of connections. */
@Repository
class ConnectionKeyRepository {
    List<SealedKey> list(TenantTx tx, ConnectionId connection) {
        return tx.sql()
                .selectFrom(CONNECTION_KEY)
                .where(CONNECTION_KEY.TENANT_ID.eq(tx.tenant()), CONNECTION_KEY.CONNECTION_ID.eq(connection))
                .orderBy(CONNECTION_KEY.CREATED_AT, CONNECTION_KEY.CONNECTION_KEY_ID)
                .fetch(ConnectionKeyRepository::sealedKey);
    }

    Map<ConnectionId, List<ConnectionKey>> all(TenantTx tx) {
        return tx.sql()
                .selectFrom(CONNECTION_KEY)
                .where(CONNECTION_KEY.TENANT_ID.eq(tx.tenant()))
                .orderBy(CONNECTION_KEY.CREATED_AT, CONNECTION_KEY.CONNECTION_KEY_ID)
                .fetchGroups(CONNECTION_KEY.CONNECTION_ID, ConnectionKeyRepository::key);
    }

    /** False if the connection has a key of that name. */
    boolean insert(TenantTx tx, ConnectionId connection, SealedKey held) {
        var key = held.key();
        return tx.sql()
                        .insertInto(CONNECTION_KEY)
                        .set(CONNECTION_KEY.TENANT_ID, tx.tenant())
                        .set(CONNECTION_KEY.CONNECTION_KEY_ID, key.id())
                        .set(CONNECTION_KEY.CONNECTION_ID, connection)
                        .set(CONNECTION_KEY.NAME, key.name())
                        .set(CONNECTION_KEY.SECRET, held.sealed())
                        .set(CONNECTION_KEY.SECRET_HINT, key.hint())
                        .set(CONNECTION_KEY.WEIGHT, key.weight())
                        .set(CONNECTION_KEY.ENABLED, key.enabled())
                        .set(CONNECTION_KEY.CREATED_AT, key.createdAt())
                        .set(CONNECTION_KEY.VERSION, key.version())
                        .onConflict(CONNECTION_KEY.TENANT_ID, CONNECTION_KEY.CONNECTION_ID, CONNECTION_KEY.NAME)
                        .doNothing()
                        .execute()
                == 1;
    }

    void update(TenantTx tx, SealedKey held) {
        var key = held.key();
        tx.sql()
                .update(CONNECTION_KEY)
                .set(CONNECTION_KEY.NAME, key.name())
                .set(CONNECTION_KEY.SECRET, held.sealed())
                .set(CONNECTION_KEY.SECRET_HINT, key.hint())
                .set(CONNECTION_KEY.WEIGHT, key.weight())
                .set(CONNECTION_KEY.ENABLED, key.enabled())
                .set(CONNECTION_KEY.REFUSED_AT, key.refusedAt())
                .set(CONNECTION_KEY.REFUSED_REASON, key.refusedReason())
                .set(CONNECTION_KEY.VERSION, key.version())
                .where(CONNECTION_KEY.TENANT_ID.eq(tx.tenant()), CONNECTION_KEY.CONNECTION_KEY_ID.eq(key.id()))
                .execute();
    }

    /** Marks a key as refused, unless it was changed since or is marked already. */
    boolean refuse(TenantTx tx, ConnectionKeyId id, long version, Instant at, String reason) {
        return tx.sql()
                        .update(CONNECTION_KEY)
                        .set(CONNECTION_KEY.REFUSED_AT, at)
                        .set(CONNECTION_KEY.REFUSED_REASON, reason)
                        .where(
                                CONNECTION_KEY.TENANT_ID.eq(tx.tenant()),
                                CONNECTION_KEY.CONNECTION_KEY_ID.eq(id),
                                CONNECTION_KEY.VERSION.eq(version),
                                CONNECTION_KEY.REFUSED_AT.isNull())
                        .execute()
                == 1;
    }

    /** Takes the mark away, unless the key was changed since; false if there was none. */
    boolean accept(TenantTx tx, ConnectionKeyId id, long version) {
        return tx.sql()
                        .update(CONNECTION_KEY)
                        .setNull(CONNECTION_KEY.REFUSED_AT)
                        .setNull(CONNECTION_KEY.REFUSED_REASON)
                        .where(
                                CONNECTION_KEY.TENANT_ID.eq(tx.tenant()),
                                CONNECTION_KEY.CONNECTION_KEY_ID.eq(id),
                                CONNECTION_KEY.VERSION.eq(version),
                                CONNECTION_KEY.REFUSED_AT.isNotNull())
                        .execute()
                == 1;
    }

    void delete(TenantTx tx, ConnectionKeyId id) {
        tx.sql()
                .deleteFrom(CONNECTION_KEY)
                .where(CONNECTION_KEY.TENANT_ID.eq(tx.tenant()), CONNECTION_KEY.CONNECTION_KEY_ID.eq(id))
                .execute();
    }

    void deleteAll(TenantTx tx, ConnectionId connection) {
        tx.sql()
                .deleteFrom(CONNECTION_KEY)
                .where(CONNECTION_KEY.TENANT_ID.eq(tx.tenant()), CONNECTION_KEY.CONNECTION_ID.eq(connection))
                .execute();
    }

    static SealedKey sealedKey(Record row) {
        return new SealedKey(key(row), row.get(CONNECTION_KEY.SECRET));
    }

    private static ConnectionKey key(Record row) {
        return new ConnectionKey(
                row.get(CONNECTION_KEY.CONNECTION_KEY_ID),
                row.get(CONNECTION_KEY.VERSION),
                row.get(CONNECTION_KEY.NAME),
                row.get(CONNECTION_KEY.SECRET_HINT),
                row.get(CONNECTION_KEY.WEIGHT),
                row.get(CONNECTION_KEY.ENABLED),
                row.get(CONNECTION_KEY.REFUSED_AT),
                row.get(CONNECTION_KEY.REFUSED_REASON),
                row.get(CONNECTION_KEY.CREATED_AT));
    }
}
