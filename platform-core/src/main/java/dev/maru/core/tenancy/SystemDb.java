package dev.maru.core.tenancy;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The way to the database for work across tenants: key look-up, sign-in, snapshots, job claims, the ledger writer.
 * ArchitectureTest lists the classes that may use it.
 */
public final class SystemDb {
    private final TransactionOperations transactions;
    private final DSLContext sql;

    /**
     * @param transactions begins transactions on the system data source
     * @param sql works on the same data source, inside those transactions
     */
    public SystemDb(TransactionOperations transactions, DSLContext sql) {
        this.transactions = transactions;
        this.sql = sql;
    }

    public <T> T inSystem(Function<SystemTx, T> work) {
        return Objects.requireNonNull(transactions.<T>execute(status -> work.apply(new SystemTx(sql))));
    }

    public void runInSystem(Consumer<SystemTx> work) {
        transactions.executeWithoutResult(status -> work.accept(new SystemTx(sql)));
    }
}
