package dev.maru.access;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Permission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known in memory about who may do what in one tenant. */
record TenantAccess(AccessState state, String name, Set<ProjectId> projects, Map<UserId, MemberAccess> members) {
    TenantAccess {
        projects = Set.copyOf(projects);
        members = Map.copyOf(members);
    }

    /** Rights over the whole tenant, which a role in one project cannot give. */
    private static final Set<Permission> TENANT_WIDE = Set.of(
            Permission.MANAGE_TENANT,
            Permission.MANAGE_MEMBERS,
            Permission.MANAGE_PROJECTS,
            Permission.MANAGE_MODELS,
            Permission.READ_AUDIT);

    record MemberAccess(AccessState state, List<RoleGrant> roles) {
        MemberAccess {
            roles = List.copyOf(roles);
        }

        Set<Permission> permissionsIn(@Nullable ProjectId project) {
            var permissions = EnumSet.noneOf(Permission.class);
            for (var grant : roles) {
                if (grant.project() != null && grant.holdsIn(project)) {
                    permissions.addAll(grant.role().permissions());
                }
            }
            permissions.removeAll(TENANT_WIDE);
            for (var grant : roles) {
                if (grant.project() == null) {
                    permissions.addAll(grant.role().permissions());
                }
            }
            return permissions;
        }
    }
}
