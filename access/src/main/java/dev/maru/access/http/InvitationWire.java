package dev.maru.access.http;

import dev.maru.access.EmailAddress;
import dev.maru.access.Invitation;
import dev.maru.access.InvitationLink;
import dev.maru.access.RoleGrant;
import dev.maru.access.http.MemberWire.WireRole;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Invitations on the wire. */
final class InvitationWire {
    private InvitationWire() {}

    record WireInvitation(
            String id,
            String email,
            String role,
            @Nullable String project,
            String invitedBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant acceptedAt,
            @Nullable Instant revokedAt) {
        static WireInvitation of(Invitation invitation) {
            var project = invitation.grant().project();
            return new WireInvitation(
                    invitation.id().toString(),
                    invitation.email().value(),
                    invitation.grant().role().wireName(),
                    project == null ? null : project.toString(),
                    invitation.invitedBy().toString(),
                    invitation.createdAt(),
                    invitation.expiresAt(),
                    invitation.acceptedAt(),
                    invitation.revokedAt());
        }
    }

    record WireInvitations(List<WireInvitation> items) {}

    record WireNewInvitation(
            @Nullable String email,
            @Nullable String role,
            @Nullable String project) {
        EmailAddress address() {
            return new EmailAddress(Fields.text("email", email));
        }

        RoleGrant grant() {
            return WireRole.grant("", role, project);
        }
    }

    /** @param link opens the invitation; it is in this one answer and nowhere else */
    record WireInvitationLink(WireInvitation invitation, URI link) {
        static WireInvitationLink of(InvitationLink made) {
            return new WireInvitationLink(WireInvitation.of(made.invitation()), made.link());
        }

        @Override
        public String toString() {
            return "WireInvitationLink[" + invitation.id() + "]";
        }
    }
}
