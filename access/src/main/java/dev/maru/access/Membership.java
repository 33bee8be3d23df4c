package dev.maru.access;

import java.util.List;

/** A tenant that a person belongs to, with the roles they hold and the projects they may open. */
public record Membership(Tenant tenant, List<RoleGrant> roles, List<Project> projects) {
    public Membership {
        roles = List.copyOf(roles);
        projects = List.copyOf(projects);
    }
}
