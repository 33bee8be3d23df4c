package dev.maru.core.tenancy;

import dev.maru.core.id.TenantId;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The way to the database for everything that belongs to a tenant. */
public final class TenantDb {
    /** Read by every row-level security policy; see docs/decisions/0003-tenancy.md. */
    private static final String TENANT_SETTING = "select set_config('maru.tenant', ?, true)";

    private final TransactionOperations transactions;
    private final DSLContext sql;

    /**
     * @param transactions begins transactions on the tenants' data source
     * @param sql works on the same data source, inside those transactions
     */
    public TenantDb(TransactionOperations transactions, DSLContext sql) {
        this.transactions = transactions;
        this.sql = sql;
    }

    /** Runs work in a transaction of one tenant; inside another of the same tenant it joins that one. */
    public <T> T inTenant(TenantId tenant, Function<TenantTx, T> work) {
        return Objects.requireNonNull(transactions.<T>execute(status -> work.apply(begin(tenant))));
    }

    /** Like {@link #inTenant} for work without a result. */
    public void runInTenant(TenantId tenant, Consumer<TenantTx> work) {
        transactions.executeWithoutResult(status -> work.accept(begin(tenant)));
    }

    private TenantTx begin(TenantId tenant) {
        var current = currentTenant();
        if (current == null) {
            sql.execute(TENANT_SETTING, tenant.value().toString());
            bind(tenant);
        } else if (!current.equals(tenant)) {
            throw new IllegalStateException("a transaction of " + current + " cannot serve " + tenant);
        }
        return new TenantTx(tenant, sql);
    }

    private @Nullable TenantId currentTenant() {
        return (TenantId) TransactionSynchronizationManager.getResource(this);
    }

    private void bind(TenantId tenant) {
        TransactionSynchronizationManager.bindResource(this, tenant);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResource(TenantDb.this);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(TenantDb.this, tenant);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResource(TenantDb.this);
            }
        });
    }
}
