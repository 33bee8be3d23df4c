package dev.maru.access;

import static dev.maru.db.access.Tables.MEMBER;
import static dev.maru.db.access.Tables.MEMBER_ROLE;
import static dev.maru.db.access.Tables.PROJECT;
import static dev.maru.db.access.Tables.TENANT;

import dev.maru.access.TenantAccess.MemberAccess;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.SystemTx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Loads what {@link CallerDirectory} keeps in memory of a tenant. */
@Component
class TenantAccessQuery {
    TenantAccess load(SystemTx tx, TenantId tenant) {
        var row = tx.sql()
                .select(TENANT.STATE, TENANT.NAME)
                .from(TENANT)
                .where(TENANT.TENANT_ID.eq(tenant))
                .fetchOne();
        if (row == null) {
            throw new PlatformException(AccessError.TENANT_NOT_FOUND, "There is no such tenant, or you are not in it.");
        }
        var projects = tx.sql()
                .select(PROJECT.PROJECT_ID)
                .from(PROJECT)
                .where(PROJECT.TENANT_ID.eq(tenant))
                .fetchSet(PROJECT.PROJECT_ID);
        return new TenantAccess(
                AccessState.ofWireName(row.value1()), row.value2(), Set.copyOf(projects), members(tx, tenant));
    }

    private static Map<UserId, MemberAccess> members(SystemTx tx, TenantId tenant) {
        var roles = tx.sql()
                .selectFrom(MEMBER_ROLE)
                .where(MEMBER_ROLE.TENANT_ID.eq(tenant))
                .fetchGroups(
                        MEMBER_ROLE.USER_ID,
                        role -> new RoleGrant(Role.ofWireName(role.getRole()), role.getProjectId()));
        var members = new HashMap<UserId, MemberAccess>();
        tx.sql()
                .select(MEMBER.USER_ID, MEMBER.STATE)
                .from(MEMBER)
                .where(MEMBER.TENANT_ID.eq(tenant))
                .forEach(member -> members.put(
                        member.value1(),
                        new MemberAccess(
                                AccessState.ofWireName(member.value2()),
                                roles.getOrDefault(member.value1(), List.of()))));
        return members;
    }
}
