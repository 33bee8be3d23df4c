package dev.maru.gateway.catalog;

import static dev.maru.db.gateway.Tables.CONNECTION;
import static dev.maru.db.gateway.Tables.SHARED_CONNECTION;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.tenancy.TenantTx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.springframework.stereotype.Repository;

/** Stores connections. */
@Repository
class ConnectionRepository {
    private final ConnectionKeyRepository keys;

    ConnectionRepository(ConnectionKeyRepository keys) {
        this.keys = keys;
    }

    /** A connection with its keys in their envelopes. */
    record Stored(Connection connection, List<SealedKey> sealedKeys) {
        static Stored of(Connection connection, List<SealedKey> keys) {
            return new Stored(connection.with(keys.stream().map(SealedKey::key).toList()), keys);
        }
    }

    List<Connection> list(TenantTx tx) {
        var keysOf = keys.all(tx);
        var own = tx.sql()
                .selectFrom(CONNECTION)
                .where(CONNECTION.TENANT_ID.eq(tx.tenant()))
                .orderBy(CONNECTION.CREATED_AT, CONNECTION.CONNECTION_ID)
                .fetch(row -> own(row).with(keysOf.getOrDefault(row.get(CONNECTION.CONNECTION_ID), List.of())));
        var slugs = own.stream().map(Connection::slug).toList();
        var all = new ArrayList<>(own);
        tx.sql()
                .selectFrom(SHARED_CONNECTION)
                .where(SHARED_CONNECTION.SLUG.notIn(slugs))
                .orderBy(SHARED_CONNECTION.CREATED_AT)
                .forEach(row -> all.add(shared(row)));
        return all;
    }

    Optional<Stored> find(TenantTx tx, ConnectionId id) {
        return tx.sql()
                .selectFrom(CONNECTION)
                .where(CONNECTION.TENANT_ID.eq(tx.tenant()), CONNECTION.CONNECTION_ID.eq(id))
                .fetchOptional(row -> Stored.of(own(row), keys.list(tx, id)))
                .or(() -> tx.sql()
                        .selectFrom(SHARED_CONNECTION)
                        .where(SHARED_CONNECTION.CONNECTION_ID.eq(id))
                        .fetchOptional(row -> new Stored(shared(row), List.of())));
    }

    Optional<Stored> lock(TenantTx tx, ConnectionId id) {
        return tx.sql()
                .selectFrom(CONNECTION)
                .where(CONNECTION.TENANT_ID.eq(tx.tenant()), CONNECTION.CONNECTION_ID.eq(id))
                .forUpdate()
                .fetchOptional(row -> Stored.of(own(row), keys.list(tx, id)));
    }

    /** False if the slug is taken. */
    boolean insert(TenantTx tx, Connection connection) {
        return tx.sql()
                        .insertInto(CONNECTION)
                        .set(CONNECTION.TENANT_ID, tx.tenant())
                        .set(CONNECTION.CONNECTION_ID, connection.id())
                        .set(CONNECTION.SLUG, connection.slug())
                        .set(CONNECTION.NAME, connection.name())
                        .set(CONNECTION.KIND, connection.kind().wireName())
                        .set(CONNECTION.BASE_URL, connection.baseUrl())
                        .set(CONNECTION.ENABLED, connection.enabled())
                        .set(CONNECTION.ON_DISCONNECT, connection.onDisconnect().wireName())
                        .set(CONNECTION.CREATED_AT, connection.createdAt())
                        .set(CONNECTION.VERSION, connection.version())
                        .onConflict(CONNECTION.TENANT_ID, CONNECTION.SLUG)
                        .doNothing()
                        .execute()
                == 1;
    }

    void update(TenantTx tx, Connection connection) {
        tx.sql()
                .update(CONNECTION)
                .set(CONNECTION.NAME, connection.name())
                .set(CONNECTION.BASE_URL, connection.baseUrl())
                .set(CONNECTION.ENABLED, connection.enabled())
                .set(CONNECTION.ON_DISCONNECT, connection.onDisconnect().wireName())
                .set(CONNECTION.VERSION, connection.version())
                .where(CONNECTION.TENANT_ID.eq(tx.tenant()), CONNECTION.CONNECTION_ID.eq(connection.id()))
                .execute();
    }

    void delete(TenantTx tx, ConnectionId id) {
        tx.sql()
                .deleteFrom(CONNECTION)
                .where(CONNECTION.TENANT_ID.eq(tx.tenant()), CONNECTION.CONNECTION_ID.eq(id))
                .execute();
    }

    private static Connection own(Record row) {
        return new Connection(
                row.get(CONNECTION.CONNECTION_ID),
                row.get(CONNECTION.VERSION),
                row.get(CONNECTION.SLUG),
                row.get(CONNECTION.NAME),
                ConnectionKind.ofWireName(row.get(CONNECTION.KIND)),
                row.get(CONNECTION.BASE_URL),
                List.of(),
                row.get(CONNECTION.ENABLED),
                DisconnectPolicy.ofWireName(row.get(CONNECTION.ON_DISCONNECT)),
                false,
                row.get(CONNECTION.CREATED_AT));
    }

    private static Connection shared(Record row) {
        return new Connection(
                row.get(SHARED_CONNECTION.CONNECTION_ID),
                0,
                row.get(SHARED_CONNECTION.SLUG),
                row.get(SHARED_CONNECTION.NAME),
                ConnectionKind.ofWireName(row.get(SHARED_CONNECTION.KIND)),
                row.get(SHARED_CONNECTION.BASE_URL),
                List.of(),
                true,
                DisconnectPolicy.ABORT,
                true,
                row.get(SHARED_CONNECTION.CREATED_AT));
    }
}
