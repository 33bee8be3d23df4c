package dev.maru.access;

import dev.maru.core.id.ProjectId;
import dev.maru.core.tenancy.Role;
import org.jspecify.annotations.Nullable;

/** A role of a member in one project, or in every project of the tenant where {@code project} is null. */
public record RoleGrant(Role role, @Nullable ProjectId project) {
    public static RoleGrant everywhere(Role role) {
        return new RoleGrant(role, null);
    }

    boolean holdsIn(@Nullable ProjectId meant) {
        return project == null || project.equals(meant);
    }
}
