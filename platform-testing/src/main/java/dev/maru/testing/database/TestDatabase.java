package dev.maru.testing.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantDb;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.BiFunction;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** A database of one's own, migrated, with the roles of production; a copy takes about a tenth of a second. */
public final class TestDatabase implements AutoCloseable {
    private final TestCluster cluster;
    private final String name;
    private @Nullable HikariDataSource tenantPool;
    private @Nullable HikariDataSource systemPool;
    private @Nullable TenantDb tenantDb;
    private @Nullable SystemDb systemDb;

    private TestDatabase(TestCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    /** A migrated database on the cluster of this JVM. */
    public static TestDatabase create() {
        return on(TestCluster.shared());
    }

    /** A migrated database on a cluster of one's own, for tests that stop the server. */
    public static TestDatabase on(TestCluster cluster) {
        var name = cluster.nextName();
        Bootstrap.copyDatabase(cluster, cluster.template(), name);
        return new TestDatabase(cluster, name);
    }

    /** A database with roles and extensions but no schema, for tests of the migrations and of the first start. */
    public static TestDatabase unmigrated() {
        var cluster = TestCluster.shared();
        var name = cluster.nextName();
        Bootstrap.createDatabase(cluster, name);
        return new TestDatabase(cluster, name);
    }

    public String name() {
        return name;
    }

    /** What to set as {@code maru.database-owner-url}. */
    public String ownerUrl() {
        return url(ownerUser(), ownerPassword());
    }

    /** What to set as {@code maru.database-url}. */
    public String runtimeUrl() {
        return url(runtimeUser(), runtimePassword());
    }

    public String jdbcUrl() {
        return cluster.jdbcUrl(name);
    }

    public String ownerUser() {
        return Bootstrap.OWNER;
    }

    public String ownerPassword() {
        return Bootstrap.PASSWORD;
    }

    public String runtimeUser() {
        return Bootstrap.RUNTIME;
    }

    public String runtimePassword() {
        return Bootstrap.PASSWORD;
    }

    /** For arranging and checking; row-level security does not hold here. */
    public Connection superuserConnection() throws SQLException {
        return cluster.connect(name);
    }

    public Connection ownerConnection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), ownerUser(), ownerPassword());
    }

    /** The run-time login as it is, before it takes a role. */
    public Connection runtimeConnection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), runtimeUser(), runtimePassword());
    }

    /** Runs statements as superuser, to arrange what a test needs. */
    public void execute(String sql) {
        try (var connection = superuserConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot execute: " + sql, e);
        }
    }

    /** The tenants' way to this database, as in production: pooled, as the role maru_app. */
    public synchronized TenantDb tenantDb() {
        var made = tenantDb;
        if (made == null) {
            var pool = pool("maru_app");
            made = on(pool, TenantDb::new);
            tenantPool = pool;
            tenantDb = made;
        }
        return made;
    }

    /** The way across tenants, as in production: pooled, as the role maru_system. */
    public synchronized SystemDb systemDb() {
        var made = systemDb;
        if (made == null) {
            var pool = pool("maru_system");
            made = on(pool, SystemDb::new);
            systemPool = pool;
            systemDb = made;
        }
        return made;
    }

    /** Closes the pools and drops the database, whoever is still connected. */
    @Override
    public synchronized void close() {
        closePool(tenantPool);
        closePool(systemPool);
        try (var server = cluster.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute("drop database if exists \"" + name + "\" with (force)");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot drop the database " + name, e);
        }
    }

    private String url(String user, String password) {
        return "postgresql://" + user + ":" + password + "@127.0.0.1:" + cluster.port() + "/" + name;
    }

    private HikariDataSource pool(String role) {
        var configuration = new HikariConfig();
        configuration.setPoolName(name + "-" + role);
        configuration.setJdbcUrl(jdbcUrl());
        configuration.setUsername(runtimeUser());
        configuration.setPassword(runtimePassword());
        configuration.setConnectionInitSql("set role " + role);
        configuration.setMaximumPoolSize(8);
        configuration.setMinimumIdle(0);
        return new HikariDataSource(configuration);
    }

    private static <T> T on(HikariDataSource pool, BiFunction<TransactionOperations, DSLContext, T> type) {
        var transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
        var sql = DSL.using(
                new TransactionAwareDataSourceProxy(pool), SQLDialect.POSTGRES, new Settings().withRenderSchema(true));
        return type.apply(transactions, sql);
    }

    private static void closePool(@Nullable HikariDataSource pool) {
        if (pool != null) {
            pool.close();
        }
    }
}
