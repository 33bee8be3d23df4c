package dev.maru.testing.database;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Role;
import java.sql.Connection;
import java.sql.SQLException;

/** Inserts tenants, projects and people past the services, for tests of everything that needs them to be there. */
public final class TestTenants {
    private TestTenants() {}

    /** An active tenant with the slug, a project "main" and an owner "owner@slug.example". */
    public static TestTenant create(TestDatabase database, String slug) {
        var tenant = new TestTenant(TenantId.next(), ProjectId.next(), UserId.next(), slug);
        try (var connection = database.superuserConnection()) {
            insert(
                    connection,
                    "insert into access.tenant (tenant_id, slug, name, created_at) values (?, ?, ?, now())",
                    tenant.tenant().value(),
                    slug,
                    "Tenant " + slug);
            insertProject(connection, tenant.tenant(), tenant.project(), "main");
            insertMember(connection, tenant.tenant(), tenant.owner(), "owner@" + slug + ".example", Role.OWNER);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot insert the tenant " + slug, e);
        }
        return tenant;
    }

    /** One more project of a tenant. */
    public static ProjectId addProject(TestDatabase database, TenantId tenant, String slug) {
        var project = ProjectId.next();
        try (var connection = database.superuserConnection()) {
            insertProject(connection, tenant, project, slug);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot insert the project " + slug, e);
        }
        return project;
    }

    /** One more person, a member of the tenant with a role in all its projects. */
    public static UserId addMember(TestDatabase database, TenantId tenant, String email, Role role) {
        var user = UserId.next();
        try (var connection = database.superuserConnection()) {
            insertMember(connection, tenant, user, email, role);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot insert the member " + email, e);
        }
        return user;
    }

    private static void insertProject(Connection connection, TenantId tenant, ProjectId project, String slug)
            throws SQLException {
        insert(
                connection,
                "insert into access.project (tenant_id, project_id, slug, name, created_at)"
                        + " values (?, ?, ?, ?, now())",
                tenant.value(),
                project.value(),
                slug,
                "Project " + slug);
    }

    private static void insertMember(Connection connection, TenantId tenant, UserId user, String email, Role role)
            throws SQLException {
        insert(
                connection,
                "insert into access.app_user (user_id, email, display_name, created_at) values (?, ?, ?, now())",
                user.value(),
                email,
                email);
        insert(
                connection,
                "insert into access.member (tenant_id, user_id, created_at) values (?, ?, now())",
                tenant.value(),
                user.value());
        insert(
                connection,
                "insert into access.member_role (tenant_id, user_id, role) values (?, ?, ?)",
                tenant.value(),
                user.value(),
                role.wireName());
    }

    private static void insert(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
