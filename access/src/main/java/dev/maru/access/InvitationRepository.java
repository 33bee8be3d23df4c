package dev.maru.access;

import static dev.maru.db.access.Tables.INVITATION;

import dev.maru.core.id.InvitationId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.db.access.tables.records.InvitationRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Rows of invitations; of a link only the digest of its token. */
@Component
class InvitationRepository {
    void insert(TenantTx tx, Invitation invitation, byte[] tokenDigest) {
        tx.sql()
                .insertInto(INVITATION)
                .set(INVITATION.TENANT_ID, tx.tenant())
                .set(INVITATION.INVITATION_ID, invitation.id())
                .set(INVITATION.EMAIL, invitation.email().value())
                .set(INVITATION.ROLE, invitation.grant().role().wireName())
                .set(INVITATION.PROJECT_ID, invitation.grant().project())
                .set(INVITATION.TOKEN_DIGEST, tokenDigest)
                .set(INVITATION.INVITED_BY, invitation.invitedBy())
                .set(INVITATION.CREATED_AT, invitation.createdAt())
                .set(INVITATION.EXPIRES_AT, invitation.expiresAt())
                .execute();
    }

    List<Invitation> all(TenantTx tx) {
        return tx.sql()
                .selectFrom(INVITATION)
                .where(INVITATION.TENANT_ID.eq(tx.tenant()))
                .orderBy(INVITATION.INVITATION_ID.desc())
                .limit(500)
                .fetch(InvitationRepository::toInvitation);
    }

    /** Whether it was open and is revoked now. */
    Optional<Invitation> revoke(TenantTx tx, InvitationId invitation, Instant at) {
        return tx.sql()
                .update(INVITATION)
                .set(INVITATION.REVOKED_AT, at)
                .where(INVITATION.TENANT_ID.eq(tx.tenant()))
                .and(INVITATION.INVITATION_ID.eq(invitation))
                .and(INVITATION.ACCEPTED_AT.isNull())
                .and(INVITATION.REVOKED_AT.isNull())
                .returning()
                .fetchOptional(InvitationRepository::toInvitation);
    }

    Optional<Found> find(SystemTx tx, byte[] tokenDigest) {
        return tx.sql()
                .selectFrom(INVITATION)
                .where(INVITATION.TOKEN_DIGEST.eq(tokenDigest))
                .fetchOptional(row -> new Found(row.getTenantId(), toInvitation(row)));
    }

    /** Like {@link #find}, and only one transaction at a time gets it. */
    Optional<Found> lock(SystemTx tx, byte[] tokenDigest) {
        return tx.sql()
                .selectFrom(INVITATION)
                .where(INVITATION.TOKEN_DIGEST.eq(tokenDigest))
                .forUpdate()
                .fetchOptional(row -> new Found(row.getTenantId(), toInvitation(row)));
    }

    void accept(SystemTx tx, Found found, Instant at) {
        tx.sql()
                .update(INVITATION)
                .set(INVITATION.ACCEPTED_AT, at)
                .where(INVITATION.TENANT_ID.eq(found.tenant()))
                .and(INVITATION.INVITATION_ID.eq(found.invitation().id()))
                .execute();
    }

    /** An invitation with the tenant it is for. */
    record Found(TenantId tenant, Invitation invitation) {}

    private static Invitation toInvitation(InvitationRecord row) {
        return new Invitation(
                row.getInvitationId(),
                new EmailAddress(row.getEmail()),
                new RoleGrant(Role.ofWireName(row.getRole()), row.getProjectId()),
                row.getInvitedBy(),
                row.getCreatedAt(),
                row.getExpiresAt(),
                row.getAcceptedAt(),
                row.getRevokedAt());
    }
}
