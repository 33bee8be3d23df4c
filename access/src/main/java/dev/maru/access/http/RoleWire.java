package dev.maru.access.http;

import dev.maru.access.RoleGrant;
import dev.maru.core.id.ProjectId;
import dev.maru.core.tenancy.Role;
import org.jspecify.annotations.Nullable;

/** A role; {@code project} is missing where it holds in the whole tenant. */
record RoleWire(@Nullable String role, @Nullable String project) {
    static RoleWire of(RoleGrant grant) {
        var project = grant.project();
        return new RoleWire(grant.role().wireName(), project == null ? null : project.toString());
    }

    RoleGrant toGrant() {
        return new RoleGrant(
                WireText.field("role", role, Role::ofWireName),
                WireText.optional("project", project, ProjectId::parse));
    }
}
