package dev.maru.testing.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantDb;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DatabaseTest
class FreshDatabaseIT {
    private final TestDatabase database;

    FreshDatabaseIT(TestDatabase database) {
        this.database = database;
    }

    @Test
    void eachDatabaseHasItsOwnRows(SystemDb system) {
        try (var other = TestDatabase.create()) {
            TestTenants.create(other, "only-there");

            assertThat(other.name()).isNotEqualTo(database.name());
            assertThat(slugs(other.systemDb())).containsExactly("only-there");
            assertThat(slugs(system)).doesNotContain("only-there");
        }
    }

    @Test
    void aClosedDatabaseIsGone() {
        var other = TestDatabase.create();
        other.close();

        assertThatThrownBy(other::ownerConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(other.name());
    }

    @Test
    void tenantsSeeOnlyTheirOwnRows(TenantDb tenants) {
        var a = TestTenants.create(database, "tenant-a");
        TestTenants.create(database, "tenant-b");

        List<String> seenByA = tenants.inTenant(a.tenant(), tx -> slugs(tx.sql()));
        List<String> seenByNobody = tenants.inTenant(TenantId.next(), tx -> slugs(tx.sql()));

        assertThat(seenByA).containsExactly("tenant-a");
        assertThat(seenByNobody).isEmpty();
    }

    @Test
    void theRuntimeLoginHasNoRightsOfItsOwn() throws SQLException {
        try (var connection = database.runtimeConnection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select * from access.tenant"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("create table public.mine (x int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("set role maru_owner"))
                    .hasMessageContaining("permission denied");
            statement.execute("set role maru_app");
            assertThat(statement.executeQuery("select * from access.tenant").next())
                    .isFalse();
        }
    }

    @Test
    void anUnmigratedDatabaseHasNoSchema() throws SQLException {
        try (var empty = TestDatabase.unmigrated();
                var connection = empty.ownerConnection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select * from access.tenant"))
                    .hasMessageContaining("does not exist");
        }
    }

    @Test
    void urlsNameLoginAndDatabase() {
        var end = "@127.0.0.1:" + TestCluster.shared().port() + "/" + database.name();

        assertThat(database.ownerUrl()).isEqualTo("postgresql://maru_owner:test" + end);
        assertThat(database.runtimeUrl()).isEqualTo("postgresql://maru_runtime:test" + end);
    }

    @Test
    void aTenantComesWithProjectOwnerAndCallers() {
        var tenant = TestTenants.create(database, "whole");
        var member = TestTenants.addMember(database, tenant.tenant(), "v@whole.example", Role.VIEWER);

        assertThat(member).isNotEqualTo(tenant.owner());
        assertThat(TestTenants.addProject(database, tenant.tenant(), "second")).isNotEqualTo(tenant.project());
        assertThat(tenant.caller(Role.VIEWER).may(Permission.READ_PROMPTS)).isTrue();
        assertThat(tenant.caller(Role.VIEWER).may(Permission.WRITE_PROMPTS)).isFalse();
    }

    @Nested
    class InANestedClass {
        @Test
        void theDatabaseIsTheSame(TestDatabase inner) {
            assertThat(inner).isSameAs(database);
        }
    }

    static List<String> slugs(SystemDb system) {
        return system.inSystem(tx -> slugs(tx.sql()));
    }

    private static List<String> slugs(DSLContext sql) {
        return sql.fetch("select slug from access.tenant").map(row -> row.get("slug", String.class));
    }
}
