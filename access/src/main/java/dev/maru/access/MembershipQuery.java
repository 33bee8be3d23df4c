package dev.maru.access;

import static dev.maru.db.access.Tables.MEMBER;
import static dev.maru.db.access.Tables.MEMBER_ROLE;
import static dev.maru.db.access.Tables.PROJECT;
import static dev.maru.db.access.Tables.TENANT;

import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.SystemTx;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The tenants of one person with what they may open there. */
@Component
class MembershipQuery {
    List<Membership> of(SystemTx tx, UserId user) {
        var tenants = tx.sql()
                .select(TENANT.fields())
                .from(TENANT)
                .join(MEMBER)
                .on(MEMBER.TENANT_ID.eq(TENANT.TENANT_ID))
                .where(MEMBER.USER_ID.eq(user))
                .and(MEMBER.STATE.eq(AccessState.ACTIVE.wireName()))
                .and(TENANT.STATE.ne(AccessState.DELETED.wireName()))
                .orderBy(TENANT.NAME, TENANT.TENANT_ID)
                .fetch(row -> TenantRepository.toTenant(row.into(TENANT)));
        var ids = tenants.stream().map(Tenant::id).toList();
        var roles = roles(tx, user, ids);
        var projects = tx.sql()
                .selectFrom(PROJECT)
                .where(PROJECT.TENANT_ID.in(ids))
                .orderBy(PROJECT.NAME, PROJECT.PROJECT_ID)
                .fetchGroups(PROJECT.TENANT_ID, ProjectRepository::toProject);
        return tenants.stream()
                .map(tenant -> membership(
                        tenant,
                        roles.getOrDefault(tenant.id(), List.of()),
                        projects.getOrDefault(tenant.id(), List.of())))
                .toList();
    }

    private static Map<TenantId, List<RoleGrant>> roles(SystemTx tx, UserId user, List<TenantId> tenants) {
        return tx.sql()
                .selectFrom(MEMBER_ROLE)
                .where(MEMBER_ROLE.USER_ID.eq(user))
                .and(MEMBER_ROLE.TENANT_ID.in(tenants))
                .fetchGroups(
                        MEMBER_ROLE.TENANT_ID,
                        row -> new RoleGrant(Role.ofWireName(row.getRole()), row.getProjectId()));
    }

    private static Membership membership(Tenant tenant, List<RoleGrant> roles, List<Project> projects) {
        var open = projects.stream()
                .filter(project -> roles.stream().anyMatch(grant -> grant.holdsIn(project.id())))
                .toList();
        return new Membership(tenant, roles, open);
    }
}
