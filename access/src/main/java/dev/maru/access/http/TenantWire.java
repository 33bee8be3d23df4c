package dev.maru.access.http;

import dev.maru.access.Membership;
import dev.maru.access.Tenant;
import dev.maru.access.http.MemberWire.WireRole;
import dev.maru.access.http.ProjectWire.WireProject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tenants on the wire. */
final class TenantWire {
    private TenantWire() {}

    record WireTenant(String id, long version, String slug, String name, String state, Instant createdAt) {
        static WireTenant of(Tenant tenant) {
            return new WireTenant(
                    tenant.id().toString(),
                    tenant.version(),
                    tenant.slug().value(),
                    tenant.name(),
                    tenant.state().wireName(),
                    tenant.createdAt());
        }
    }

    /** A tenant of the person who asks, with the projects they may open. */
    record WireMembership(WireTenant tenant, List<WireRole> roles, List<WireProject> projects) {
        static WireMembership of(Membership membership) {
            return new WireMembership(
                    WireTenant.of(membership.tenant()),
                    membership.roles().stream().map(WireRole::of).toList(),
                    membership.projects().stream().map(WireProject::of).toList());
        }
    }

    record WireMemberships(List<WireMembership> items) {}

    /** Without a slug it gets one that resembles its name. */
    record WireNewTenant(@Nullable String name, @Nullable String slug) {}

    record WireTenantChange(
            @Nullable Long version, @Nullable String name) {}
}
