package dev.maru.testing.database;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.Role;
import java.util.Set;

/** A tenant with one project and its owner, there to be used by a test. */
public record TestTenant(TenantId tenant, ProjectId project, UserId owner, String slug) {
    /** The owner with every permission of a role, in the project. */
    public Caller caller(Role role) {
        return caller(role.permissions());
    }

    /** The owner with just these permissions, in the project. */
    public Caller caller(Set<Permission> permissions) {
        var person = new Actor.Person(owner, "Owner of " + slug);
        return new Caller(person, tenant, project, permissions, RequestId.next(), "127.0.0.1");
    }
}
