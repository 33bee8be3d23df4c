package dev.maru.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What stands between two tenants, on a pool so small that each connection serves all of them in turn. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantDbIT {
    private static final int TENANTS = 10;
    private static final int TRANSACTIONS = 4_000;

    private final TestDatabase database;
    private final List<TestTenant> tenants = new ArrayList<>();
    private final HikariDataSource pool;
    private final DSLContext sql;
    private final TransactionTemplate transactions;
    private final TenantDb db;

    TenantDbIT(TestDatabase database) {
        this.database = database;
        var configuration = new HikariConfig();
        configuration.setJdbcUrl(database.jdbcUrl());
        configuration.setUsername(database.runtimeUser());
        configuration.setPassword(database.runtimePassword());
        configuration.setConnectionInitSql("set role maru_app");
        configuration.setMaximumPoolSize(2);
        this.pool = new HikariDataSource(configuration);
        this.sql = DSL.using(new TransactionAwareDataSourceProxy(pool), SQLDialect.POSTGRES);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
        this.db = new TenantDb(transactions, sql);
    }

    @BeforeAll
    void createTenants() {
        for (int i = 0; i < TENANTS; i++) {
            tenants.add(TestTenants.create(database, "tenant-" + i));
        }
    }

    @AfterAll
    void closePool() {
        pool.close();
    }

    @Test
    void showsATenantItsOwnRowsOnly() {
        var mine = tenants.getFirst();

        assertThat(visible(mine.tenant())).containsExactly(mine.tenant());
    }

    @Test
    void showsNothingOutsideATransactionOfATenant() {
        assertThat(sql.fetchCount(DSL.table("access.project"))).isZero();
        Integer inTransaction = transactions.execute(status -> sql.fetchCount(DSL.table("access.project")));
        assertThat(inTransaction).isZero();
    }

    @Test
    void showsNothingAfterATransactionOfATenantOnTheSameConnection() {
        for (var tenant : tenants) {
            assertThat(visible(tenant.tenant())).hasSize(1);
            assertThat(sql.fetchCount(DSL.table("access.project"))).isZero();
        }
    }

    @Test
    void refusesToWriteARowOfAnotherTenant() {
        var other = tenants.get(1).tenant();

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> db.runInTenant(
                        tenants.getFirst().tenant(),
                        tx -> tx.sql()
                                .execute(
                                        "insert into access.project (tenant_id, project_id, slug, name, created_at)"
                                                + " values (?::uuid, gen_random_uuid(), 'planted', 'planted', now())",
                                        other.value())))
                .withMessageContaining("row-level security");
    }

    @Test
    void changesNoRowOfAnotherTenant() {
        var other = tenants.get(1).tenant();

        int changed = db.inTenant(
                tenants.getFirst().tenant(),
                tx -> tx.sql()
                        .execute("update access.project set name = 'stolen' where tenant_id = ?::uuid", other.value()));

        assertThat(changed).isZero();
    }

    @Test
    void cannotReadWhatOnlyTheSystemMayRead() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> db.runInTenant(
                        tenants.getFirst().tenant(), tx -> tx.sql().fetch("select * from access.app_user")))
                .withMessageContaining("permission denied");
    }

    @Test
    void joinsAnOuterTransactionOfTheSameTenant() {
        var tenant = tenants.getFirst().tenant();

        assertThatIllegalStateException()
                .isThrownBy(() -> db.runInTenant(tenant, outer -> {
                    db.runInTenant(tenant, inner -> rename(tenant, "half done"));
                    throw new IllegalStateException("after the inner work");
                }))
                .withMessage("after the inner work");

        assertThat(nameOfProject(tenant)).isNotEqualTo("half done");
    }

    @Test
    void refusesAnotherTenantInsideATransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> db.runInTenant(
                        tenants.get(0).tenant(),
                        tx -> db.runInTenant(tenants.get(1).tenant(), inner -> {})))
                .withMessageContaining("cannot serve");
        assertThat(visible(tenants.get(1).tenant()))
                .containsExactly(tenants.get(1).tenant());
    }

    @Test
    void keepsBothTenantsApartWhenAnotherTransactionIsAskedFor() {
        var separate = new TransactionTemplate(new DataSourceTransactionManager(pool));
        separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        var apart = new TenantDb(separate, sql);
        var first = tenants.get(0).tenant();
        var second = tenants.get(1).tenant();

        db.runInTenant(first, outer -> {
            var inside = apart.inTenant(second, inner -> tenantsSeen(inner.sql()));
            assertThat(inside).containsExactly(second);
            assertThat(tenantsSeen(outer.sql())).containsExactly(first);
        });
    }

    @Test
    void leaksNothingBetweenThousandsOfInterleavedTenantsWithFailures() throws Exception {
        var outcomes = new ArrayList<Future<List<TenantId>>>();
        var asked = new ArrayList<TenantId>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var random = new Random(7);
            for (int i = 0; i < TRANSACTIONS; i++) {
                var tenant = tenants.get(random.nextInt(TENANTS)).tenant();
                int fate = random.nextInt(10);
                asked.add(tenant);
                outcomes.add(threads.submit(() -> db.inTenant(tenant, tx -> {
                    var seen = tenantsSeen(tx.sql());
                    switch (fate) {
                        case 0 -> throw new ExpectedFailure();
                        case 1 -> tx.sql().execute("select 1 / 0");
                        case 2 -> tx.sql().execute("set local statement_timeout = 1; select pg_sleep(1)");
                        default -> {}
                    }
                    return seen;
                })));
            }
        }
        int served = 0;
        for (int i = 0; i < TRANSACTIONS; i++) {
            try {
                assertThat(outcomes.get(i).get()).containsExactly(asked.get(i));
                served++;
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOfAny(ExpectedFailure.class, DataAccessException.class);
            }
        }
        assertThat(served).isGreaterThan(TRANSACTIONS / 2).isLessThan(TRANSACTIONS);
        assertThat(sql.fetchCount(DSL.table("access.project"))).isZero();
    }

    @Test
    void leaksNothingWhenTheServerEndsAConnection() throws SQLException {
        var tenant = tenants.getFirst().tenant();
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> db.runInTenant(tenant, tx -> {
                    database.execute("select pg_terminate_backend("
                            + tx.sql()
                                    .fetchOptional("select pg_backend_pid()")
                                    .orElseThrow()
                                    .get(0) + ")");
                    tx.sql().fetch("select 1");
                }));

        assertThat(visible(tenants.get(2).tenant()))
                .containsExactly(tenants.get(2).tenant());
    }

    private void rename(TenantId tenant, String name) {
        sql.execute("update access.project set name = ? where tenant_id = ?::uuid", name, tenant.value());
    }

    private String nameOfProject(TenantId tenant) {
        return db.inTenant(
                tenant,
                tx -> tx.sql()
                        .fetchOptional("select name from access.project")
                        .orElseThrow()
                        .get(0, String.class));
    }

    private List<TenantId> visible(TenantId tenant) {
        return db.inTenant(tenant, tx -> tenantsSeen(tx.sql()));
    }

    private static List<TenantId> tenantsSeen(DSLContext sql) {
        return sql.fetch("select tenant_id from access.tenant")
                .map(row -> new TenantId(row.get(0, java.util.UUID.class)));
    }

    private static final class ExpectedFailure extends RuntimeException {}
}
