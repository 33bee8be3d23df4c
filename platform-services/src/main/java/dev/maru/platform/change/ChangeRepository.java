package dev.maru.platform.change;

import static dev.maru.db.platform.Sequences.CHANGE_SEQ;
import static dev.maru.db.platform.Tables.CHANGE;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The rows of platform.change. */
class ChangeRepository {
    static final String CHANNEL = "maru_change";

    record Key(TenantId tenant, String kind) {}

    record Change(Key key, long seq) {}

    void bump(DSLContext sql, TenantId tenant, ChangeKind kind) {
        sql.insertInto(CHANGE)
                .set(CHANGE.TENANT_ID, tenant)
                .set(CHANGE.KIND, kind.name())
                .set(CHANGE.SEQ, CHANGE_SEQ.nextval())
                .onConflict(CHANGE.TENANT_ID, CHANGE.KIND)
                .doUpdate()
                .set(CHANGE.SEQ, CHANGE_SEQ.nextval())
                .execute();
        sql.execute("select pg_notify(?, '')", CHANNEL);
    }

    /** The rows whose number is above the given one. */
    List<Change> above(SystemDb system, long seq) {
        return system.inSystem(tx -> tx.sql()
                .select(CHANGE.TENANT_ID, CHANGE.KIND, CHANGE.SEQ)
                .from(CHANGE)
                .where(CHANGE.SEQ.gt(seq))
                .fetch(row -> new Change(new Key(row.value1(), row.value2()), row.value3())));
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
