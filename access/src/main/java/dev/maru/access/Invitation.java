package dev.maru.access;

import dev.maru.core.id.InvitationId;
import dev.maru.core.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An offer to become a member, open until it is accepted, revoked or expired. */
public record Invitation(
        InvitationId id,
        EmailAddress email,
        RoleGrant grant,
        UserId invitedBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant revokedAt) {

    public boolean isOpen(Instant now) {
        return acceptedAt == null && revokedAt == null && now.isBefore(expiresAt);
    }
}
