package dev.maru.core.tenancy;

import org.jooq.DSLContext;

/** A transaction of the role maru_system, which sees only what a policy grants it by name. */
public final class SystemTx {
    private final DSLContext sql;

    SystemTx(DSLContext sql) {
        this.sql = sql;
    }

    public DSLContext sql() {
        return sql;
    }
}
