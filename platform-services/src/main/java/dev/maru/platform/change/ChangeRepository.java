package dev.maru.platform.change;

import static dev.maru.db.platform.Sequences.CHANGE_SEQ;
import static dev.maru.db.platform.Tables.CHANGE;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** The rows of platform.change. */
class ChangeRepository {
    static final String CHANNEL = "maru_change";

    private static final String ABOVE = """
            select pg_snapshot_xmin(s)::text::bigint as oldest, pg_snapshot_xmax(s)::text::bigint as next,
                   c.tenant_id, c.kind, c.seq
            from pg_current_snapshot() s left join platform.change c on c.seq > ?
            """;

    record Key(TenantId tenant, String kind) {}

    /** @param oldest the oldest transaction still running; @param next the first one that had not begun */
    record Reading(long oldest, long next, List<Change> changes) {}

    record Change(Key key, long seq) {}

    /**
     * The transaction gets its id before the number, so that a number in use always belongs to a running transaction; on
     * conflict the number is taken under the row's lock, so that a row's numbers only grow.
     */
    void bump(DSLContext sql, TenantId tenant, ChangeKind kind) {
        sql.execute("select pg_current_xact_id(), pg_notify(?, '')", CHANNEL);
        sql.insertInto(CHANGE)
                .set(CHANGE.TENANT_ID, tenant)
                .set(CHANGE.KIND, kind.name())
                .set(CHANGE.SEQ, CHANGE_SEQ.nextval())
                .onConflict(CHANGE.TENANT_ID, CHANGE.KIND)
                .doUpdate()
                .set(CHANGE.SEQ, CHANGE_SEQ.nextval())
                .execute();
    }

    /** The rows whose number is above the given one, and which transactions may still add some. */
    Reading above(SystemDb system, long seq) {
        return system.inSystem(tx -> {
            var rows = tx.sql().fetch(ABOVE, seq);
            var transactions = rows.getFirst();
            return new Reading(
                    transactions.get("oldest", Long.class),
                    transactions.get("next", Long.class),
                    rows.stream()
                            .filter(row -> row.get("seq") != null)
                            .map(ChangeRepository::change)
                            .toList());
        });
    }

    private static Change change(Record row) {
        var tenant = new TenantId(row.get("tenant_id", UUID.class));
        return new Change(new Key(tenant, row.get("kind", String.class)), row.get("seq", Long.class));
    }

    @Nullable
    Long sequence(SystemTx tx, TenantId tenant, ChangeKind kind) {
        return tx.sql()
                .select(CHANGE.SEQ)
                .from(CHANGE)
                .where(CHANGE.TENANT_ID.eq(tenant).and(CHANGE.KIND.eq(kind.name())))
                .fetchOne(CHANGE.SEQ);
    }
}
