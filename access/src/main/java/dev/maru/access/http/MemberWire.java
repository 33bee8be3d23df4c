package dev.maru.access.http;

import dev.maru.access.Invitation;
import dev.maru.access.InvitationLink;
import dev.maru.access.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member on the wire. */
record MemberWire(
        String id, long version, String email, String name, String state, List<RoleWire> roles, Instant joinedAt) {
    static MemberWire of(Member member) {
        return new MemberWire(
                member.id().toString(),
                member.version(),
                member.email(),
                member.name(),
                member.state().wireName(),
                member.roles().stream().map(RoleWire::of).toList(),
                member.joinedAt());
    }

    /** Either another state, or other roles with the version that was read. */
    record Change(
            @Nullable String state,
            @Nullable List<RoleWire> roles,
            @Nullable Long version) {}

    record Invite(
            @Nullable String email,
            @Nullable String role,
            @Nullable String project) {}

    /** @param link only in the answer that made it */
    record InvitationWire(
            String id,
            String email,
            RoleWire grant,
            String invitedBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant acceptedAt,
            @Nullable Instant revokedAt,
            @Nullable String link) {
        static InvitationWire of(Invitation invitation) {
            return of(invitation, null);
        }

        static InvitationWire of(InvitationLink made) {
            return of(made.invitation(), made.link().toString());
        }

        private static InvitationWire of(Invitation invitation, @Nullable String link) {
            return new InvitationWire(
                    invitation.id().toString(),
                    invitation.email().value(),
                    RoleWire.of(invitation.grant()),
                    invitation.invitedBy().toString(),
                    invitation.createdAt(),
                    invitation.expiresAt(),
                    invitation.acceptedAt(),
                    invitation.revokedAt(),
                    link);
        }
    }

    record PasswordLink(String link) {}
}
