package dev.maru.core.tenancy;

import dev.maru.core.id.TenantId;
import org.jooq.DSLContext;

/**
 * A transaction in which row-level security shows one tenant's rows. Only {@link TenantDb} makes one, so a query
 * without a tenant and a transaction does not compile.
 */
public final class TenantTx {
    private final TenantId tenant;
    private final DSLContext sql;

    TenantTx(TenantId tenant, DSLContext sql) {
        this.tenant = tenant;
        this.sql = sql;
    }

    public TenantId tenant() {
        return tenant;
    }

    public DSLContext sql() {
        return sql;
    }
}
