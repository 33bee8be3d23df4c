package dev.maru.isolation;

import dev.maru.core.id.TenantId;
import dev.maru.testing.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries, table by table, to get from one tenant at the rows of its twin, and tells of every way that worked. */
final class IsolationCheck {
    private static final String DENIED = "42501";
    private static final String CONSTRAINT = "23";

    private final TestDatabase database;
    private final TenantId mine = TenantId.next();
    private final TenantId theirs = TenantId.next();

    IsolationCheck(TestDatabase database) {
        this.database = database;
    }

    /** Leaves rows behind in every table; each check takes two tenants of its own. */
    List<String> leaks() throws SQLException {
        try (var superuser = database.superuserConnection();
                var tenants = database.runtimeConnection()) {
            var leaks = new ArrayList<String>();
            for (var table : TwinRows.tables(superuser)) {
                TwinRows.insert(superuser, table, mine);
                TwinRows.insert(superuser, table, theirs);
                var planted = TwinRows.insertion(superuser, table, theirs);
                leaks.addAll(leaks(tenants, table, planted));
            }
            return leaks;
        }
    }

    private List<String> leaks(Connection tenants, String table, String planted) throws SQLException {
        var leaks = new ArrayList<String>();
        var whose = " where tenant_id = '" + theirs.value() + "'";
        if (count(tenants, table, "select count(*) from " + table + whose, mine) > 0) {
            leaks.add(table + " shows rows of another tenant");
        }
        if (count(tenants, table, "select count(*) from " + table, null) > 0) {
            leaks.add(table + " shows rows without a tenant");
        }
        if (changed(tenants, "update " + table + " set tenant_id = tenant_id" + whose)) {
            leaks.add(table + " lets rows of another tenant be changed");
        }
        if (changed(tenants, "delete from " + table + whose)) {
            leaks.add(table + " lets rows of another tenant be deleted");
        }
        if (changed(tenants, planted)) {
            leaks.add(table + " takes rows for another tenant");
        }
        return leaks;
    }

    private int count(Connection tenants, String table, String sql, @Nullable TenantId context) throws SQLException {
        return inTransaction(tenants, context, () -> {
            try (var statement = tenants.createStatement();
                    var result = statement.executeQuery(sql)) {
                result.next();
                return result.getInt(1);
            }
        });
    }

    private boolean changed(Connection tenants, String sql) throws SQLException {
        return inTransaction(tenants, mine, () -> {
                    try (var statement = tenants.createStatement()) {
                        return statement.executeUpdate(sql);
                    }
                })
                > 0;
    }

    /** As in production: the role of tenants, the setting for one transaction; nothing stays. */
    private static int inTransaction(Connection tenants, @Nullable TenantId context, Attempt attempt)
            throws SQLException {
        tenants.setAutoCommit(false);
        try (var statement = tenants.createStatement()) {
            statement.execute("set role maru_app");
            if (context != null) {
                statement.execute("select set_config('maru.tenant', '" + context.value() + "', true)");
            }
            return attempt.run();
        } catch (SQLException e) {
            if (DENIED.equals(e.getSQLState())) {
                return 0;
            }
            // A constraint speaks only after row-level security let the row pass.
            if (e.getSQLState().startsWith(CONSTRAINT)) {
                return 1;
            }
            throw e;
        } finally {
            tenants.rollback();
        }
    }

    private interface Attempt {
        int run() throws SQLException;
    }
}
