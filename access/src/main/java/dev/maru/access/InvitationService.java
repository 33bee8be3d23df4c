package dev.maru.access;

import dev.maru.access.audit.AuditService;
import dev.maru.core.audit.AuditEvent;
import dev.maru.core.id.InvitationId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.secret.CredentialDigest;
import dev.maru.platform.settings.MaruSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Invitations by link: made by an admin, accepted once. */
@Service
public class InvitationService {
    private static final Duration LIFETIME = Duration.ofDays(7);

    private final TenantDb db;
    private final SystemDb system;
    private final InvitationRepository invitations;
    private final ProjectRepository projects;
    private final MemberRepository members;
    private final TenantAccessQuery tenants;
    private final CredentialDigest digest;
    private final AuditService audit;
    private final ChangeFeed changes;
    private final URI publicUrl;
    private final Clock clock;

    InvitationService(
            TenantDb db,
            SystemDb system,
            InvitationRepository invitations,
            ProjectRepository projects,
            MemberRepository members,
            TenantAccessQuery tenants,
            CredentialDigest digest,
            AuditService audit,
            ChangeFeed changes,
            MaruSettings settings,
            Clock clock) {
        this.db = db;
        this.system = system;
        this.invitations = invitations;
        this.projects = projects;
        this.members = members;
        this.tenants = tenants;
        this.digest = digest;
        this.audit = audit;
        this.changes = changes;
        this.publicUrl = settings.publicUrl();
        this.clock = clock;
    }

    /** Makes an invitation for seven days; its link is shown once. */
    public InvitationLink create(Caller caller, EmailAddress email, RoleGrant grant) {
        caller.require(Permission.MANAGE_MEMBERS);
        RightsCheck.requireAtLeast(caller, grant.role());
        var inviter = RightsCheck.requirePerson(caller);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var invitation =
                new Invitation(InvitationId.next(), email, grant, inviter, now, now.plus(LIFETIME), null, null);
        var token = OneTimeToken.next();
        db.runInTenant(caller.tenant(), tx -> {
            requireProject(tx, grant);
            requireNoMember(tx, email);
            invitations.insert(tx, invitation, digest.of(token.value()));
            audit.record(
                    tx,
                    caller,
                    AuditEvent.of("invitation.created", invitation.id(), email.value())
                            .with(Map.of("role", grant.role().wireName())));
        });
        return new InvitationLink(invitation, token.link(publicUrl, "/idp/invitation"));
    }

    /** Newest first, open ones and past ones. */
    public List<Invitation> list(Caller caller) {
        caller.require(Permission.MANAGE_MEMBERS);
        return db.inTenant(caller.tenant(), invitations::all);
    }

    public void revoke(Caller caller, InvitationId invitation) {
        caller.require(Permission.MANAGE_MEMBERS);
        db.runInTenant(caller.tenant(), tx -> {
            var revoked = invitations
                    .revoke(tx, invitation, clock.instant())
                    .orElseThrow(() -> new PlatformException(
                            AccessError.INVITATION_NOT_FOUND, "There is no such open invitation in this tenant."));
            audit.record(
                    tx,
                    caller,
                    AuditEvent.of(
                            "invitation.revoked", invitation, revoked.email().value()));
        });
    }

    /** What an open invitation offers; {@link AccessError#INVITATION_UNUSABLE} for any other token. */
    public InvitationOffer open(@Nullable String token) {
        return system.inSystem(tx -> {
            var found = requireOpen(invitations.find(tx, digestOf(token)).orElse(null));
            return new InvitationOffer(
                    tenants.load(tx, found.tenant()).name(),
                    found.invitation().email(),
                    found.invitation().grant().role());
        });
    }

    /** Makes a person a member, in the transaction that may also make the person. */
    public void accept(SystemTx tx, @Nullable String token, UserId user, String name) {
        var found = requireOpen(invitations.lock(tx, digestOf(token)).orElse(null));
        var invitation = found.invitation();
        var state = members.state(tx, found.tenant(), user).orElse(AccessState.DELETED);
        if (state != AccessState.DELETED) {
            throw new PlatformException(AccessError.ALREADY_MEMBER, "You are a member of this tenant already.");
        }
        var now = clock.instant();
        invitations.accept(tx, found, now);
        members.join(tx, found.tenant(), user, invitation.grant(), now);
        var caller = new Caller(new Actor.Person(user, name), found.tenant(), null, Set.of(), RequestId.next(), null);
        audit.record(
                tx,
                caller,
                AuditEvent.of(
                                "invitation.accepted",
                                invitation.id(),
                                invitation.email().value())
                        .with(Map.of("role", invitation.grant().role().wireName())));
        changes.bump(tx, found.tenant(), AccessChange.TENANT);
    }

    private byte[] digestOf(@Nullable String token) {
        if (token == null || token.isBlank()) {
            throw unusable();
        }
        return digest.of(token);
    }

    private InvitationRepository.Found requireOpen(InvitationRepository.@Nullable Found found) {
        if (found == null || !found.invitation().isOpen(clock.instant())) {
            throw unusable();
        }
        return found;
    }

    private void requireProject(TenantTx tx, RoleGrant grant) {
        if (grant.project() != null && projects.find(tx, grant.project()).isEmpty()) {
            throw PlatformException.invalid("project", "there is no such project in this tenant");
        }
    }

    private void requireNoMember(TenantTx tx, EmailAddress email) {
        if (members.all(tx).stream().anyMatch(member -> member.email().equalsIgnoreCase(email.value()))) {
            throw new PlatformException(AccessError.ALREADY_MEMBER, email + " is a member of this tenant already.");
        }
    }

    private static PlatformException unusable() {
        return new PlatformException(
                AccessError.INVITATION_UNUSABLE,
                "This invitation was used, revoked or has expired; ask for another one.");
    }
}
