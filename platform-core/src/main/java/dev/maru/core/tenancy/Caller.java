package dev.maru.core.tenancy;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, in which tenant and project, with which permissions. Made once at the edge from the access snapshot and
 * passed on; nothing below the edge looks at a credential.
 *
 * @param project the project that is meant, null for things of the whole tenant
 * @param address the client's address behind trusted proxies, null for jobs
 */
public record Caller(
        Actor actor,
        TenantId tenant,
        @Nullable ProjectId project,
        Set<Permission> permissions,
        RequestId requestId,
        @Nullable String address) {
    public Caller {
        permissions = Set.copyOf(permissions);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** Throws {@link CoreError#FORBIDDEN} unless the caller has the permission. */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw new PlatformException(
                    CoreError.FORBIDDEN, actor.name() + " lacks the permission " + permission + " for this.");
        }
    }

    /** The project of this caller; throws {@link CoreError#NOT_FOUND} if none is meant. */
    public ProjectId requireProject() {
        if (project == null) {
            throw new PlatformException(CoreError.NOT_FOUND, "Name a project: this belongs to one.");
        }
        return project;
    }
}
