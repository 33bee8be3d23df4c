package dev.maru.access.http;

import dev.maru.access.AccessState;
import dev.maru.access.Member;
import dev.maru.access.RoleGrant;
import dev.maru.core.id.ProjectId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Role;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members on the wire. */
final class MemberWire {
    private MemberWire() {}

    /** @param project where the role holds; null for every project of the tenant */
    record WireRole(@Nullable String role, @Nullable String project) {
        static WireRole of(RoleGrant grant) {
            var project = grant.project();
            return new WireRole(grant.role().wireName(), project == null ? null : project.toString());
        }

        static RoleGrant grant(String path, @Nullable String role, @Nullable String project) {
            return new RoleGrant(
                    Fields.choice(path + "role", role, Role::ofWireName, "owner, admin, editor, viewer or billing"),
                    project == null
                            ? null
                            : Fields.choice(path + "project", project, ProjectId::parse, "the id of a project, prj_…"));
        }
    }

    record WireMember(
            String id, long version, String email, String name, String state, List<WireRole> roles, Instant joinedAt) {
        static WireMember of(Member member) {
            return new WireMember(
                    member.id().toString(),
                    member.version(),
                    member.email(),
                    member.name(),
                    member.state().wireName(),
                    member.roles().stream().map(WireRole::of).toList(),
                    member.joinedAt());
        }
    }

    record WireMembers(List<WireMember> items) {}

    /**
     * Either all the roles a member shall have, with the version they were seen at, or a state. A state overwrites
     * nothing that somebody else may have changed, so it needs no version.
     */
    record WireMemberChange(
            @Nullable Long version,
            @Nullable List<@Nullable WireRole> roles,
            @Nullable String state) {
        boolean changesRoles() {
            if (roles == null && state == null) {
                throw PlatformException.invalid("roles", "send roles or a state");
            }
            if (roles != null && state != null) {
                throw PlatformException.invalid("state", "change roles and state one after the other");
            }
            if (state != null && version != null) {
                throw PlatformException.invalid("version", "is for roles; leave it out to set a state");
            }
            return roles != null;
        }

        Set<RoleGrant> grants() {
            return Set.copyOf(Fields.each(
                    "roles", roles, (path, role) -> WireRole.grant(path + ".", role.role(), role.project())));
        }

        AccessState wantedState() {
            return Fields.choice("state", state, AccessState::ofWireName, "active or suspended");
        }
    }

    /** @param link lets its holder set another password; it is in this one answer and nowhere else */
    record WirePasswordLink(URI link) {
        @Override
        public String toString() {
            return "WirePasswordLink[]";
        }
    }
}
