package dev.maru.access.http;

import dev.maru.access.Membership;
import dev.maru.access.Project;
import dev.maru.access.Tenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tenant on the wire. */
record TenantWire(String id, long version, String slug, String name, String state, Instant createdAt) {
    static TenantWire of(Tenant tenant) {
        return new TenantWire(
                tenant.id().toString(),
                tenant.version(),
                tenant.slug().value(),
                tenant.name(),
                tenant.state().wireName(),
                tenant.createdAt());
    }

    record Create(@Nullable String name, @Nullable String slug) {}

    record Rename(@Nullable String name, @Nullable Long version) {}

    record ProjectWire(String id, long version, String slug, String name, boolean sample, Instant createdAt) {
        static ProjectWire of(Project project) {
            return new ProjectWire(
                    project.id().toString(),
                    project.version(),
                    project.slug().value(),
                    project.name(),
                    project.sample(),
                    project.createdAt());
        }
    }

    record MembershipWire(TenantWire tenant, List<RoleWire> roles, List<ProjectWire> projects) {
        static MembershipWire of(Membership membership) {
            return new MembershipWire(
                    TenantWire.of(membership.tenant()),
                    membership.roles().stream().map(RoleWire::of).toList(),
                    membership.projects().stream().map(ProjectWire::of).toList());
        }
    }
}
