package dev.maru.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.TenantId;
import dev.maru.testing.database.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Two tenants in every table; and proof that the check would notice if what keeps them apart were gone. */
class IsolationIT {
    private static final String ALL = "using (true) with check (true)";

    @Test
    void noTableLeaks() throws SQLException {
        try (var database = TestDatabase.create()) {
            assertThat(new IsolationCheck(database).leaks()).isEmpty();
        }
    }

    @Test
    void everyTableIsChecked() throws SQLException {
        try (var database = TestDatabase.create();
                var superuser = database.superuserConnection()) {
            assertThat(TwinRows.tables(superuser))
                    .contains("access.api_key", "access.audit", "gateway.call", "gateway.ledger", "prompts.prompt")
                    .hasSizeGreaterThan(20);
        }
    }

    @Test
    void noticesATableWithoutRowLevelSecurity() throws SQLException {
        try (var database = TestDatabase.create()) {
            database.execute("alter table prompts.prompt disable row level security");

            assertThat(new IsolationCheck(database).leaks())
                    .contains(
                            "prompts.prompt shows rows of another tenant",
                            "prompts.prompt shows rows without a tenant",
                            "prompts.prompt lets rows of another tenant be changed",
                            "prompts.prompt takes rows for another tenant");
        }
    }

    @Test
    void noticesAPolicyThatLetsEverythingPass() throws SQLException {
        try (var database = TestDatabase.create()) {
            database.execute("create policy careless on access.api_key to maru_app " + ALL);

            assertThat(new IsolationCheck(database).leaks())
                    .contains(
                            "access.api_key shows rows of another tenant",
                            "access.api_key takes rows for another tenant");
        }
    }

    @Test
    void noticesAPolicyThatDoesNotCheckWhatIsWritten() throws SQLException {
        try (var database = TestDatabase.create()) {
            database.execute("create policy careless on gateway.connection for insert to maru_app with check (true)");

            assertThat(new IsolationCheck(database).leaks())
                    .containsExactly("gateway.connection takes rows for another tenant");
        }
    }

    /** A connection that keeps the tenant of its last user is the same as a setting that is there by default. */
    @Test
    void noticesASettingThatOutlivesItsTransaction() throws SQLException {
        try (var database = TestDatabase.create()) {
            var left = TenantId.next();
            try (var superuser = database.superuserConnection()) {
                TwinRows.insert(superuser, "prompts.prompt", left);
            }
            database.execute("alter role maru_runtime in database \"" + database.name() + "\" set maru.tenant = '"
                    + left.value() + "'");

            assertThat(new IsolationCheck(database).leaks()).contains("prompts.prompt shows rows without a tenant");
        }
    }
}
