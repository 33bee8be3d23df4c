package dev.maru.access;

import static dev.maru.core.tenancy.Permission.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.access.TenantAccess.MemberAccess;
import dev.maru.core.id.ProjectId;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionTableTest {
    private static final Set<Permission> TENANT_WIDE =
            EnumSet.of(MANAGE_TENANT, MANAGE_MEMBERS, MANAGE_PROJECTS, MANAGE_MODELS, READ_AUDIT);
    private final ProjectId here = ProjectId.next();
    private final ProjectId there = ProjectId.next();

    @Test
    void givesARoleOfTheTenantEverywhere() {
        var admin = member(RoleGrant.everywhere(Role.ADMIN));

        assertThat(admin.permissionsIn(null)).isEqualTo(Role.ADMIN.permissions());
        assertThat(admin.permissionsIn(here)).isEqualTo(Role.ADMIN.permissions());
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void keepsARoleOfAProjectInItsProject(Role role) {
        var member = member(new RoleGrant(role, here));

        assertThat(member.permissionsIn(there)).isEmpty();
        assertThat(member.permissionsIn(null)).isEmpty();
        assertThat(member.permissionsIn(here)).doesNotContainAnyElementsOf(TENANT_WIDE);
        assertThat(role.permissions()).containsAll(member.permissionsIn(here));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givesTheInstallationToNoRoleOfATenant(Role role) {
        assertThat(role.permissions()).doesNotContain(OPERATE);
    }

    @Test
    void addsRolesUp() {
        var member = member(RoleGrant.everywhere(Role.BILLING), new RoleGrant(Role.EDITOR, here));

        assertThat(member.permissionsIn(here)).contains(WRITE_PROMPTS, READ_USAGE);
        assertThat(member.permissionsIn(there)).contains(READ_USAGE).doesNotContain(WRITE_PROMPTS);
    }

    @Test
    void keepsViewersAndBillingFromWriting() {
        assertThat(Role.VIEWER.permissions())
                .doesNotContain(WRITE_PROMPTS, RELEASE_PROMPTS, CALL_MODELS, MANAGE_KEYS, READ_PAYLOADS);
        assertThat(Role.BILLING.permissions()).doesNotContain(READ_PROMPTS, READ_CALLS, READ_PAYLOADS);
        assertThat(Role.EDITOR.permissions()).doesNotContain(MANAGE_KEYS, MANAGE_MODELS, MANAGE_MEMBERS);
        assertThat(Role.ADMIN.permissions()).doesNotContain(MANAGE_TENANT);
    }

    private static MemberAccess member(RoleGrant... roles) {
        return new MemberAccess(AccessState.ACTIVE, List.of(roles));
    }
}
