package dev.maru.access;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.change.ChangeFeed;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** The people of a tenant and their roles; nobody can give or take a role that holds more than their own rights. */
@Service
public class MemberService {
    private final TenantDb db;
    private final TenantRepository tenants;
    private final ProjectRepository projects;
    private final MemberRepository members;
    private final AuditTrail audit;
    private final ChangeFeed changes;

    MemberService(
            TenantDb db,
            TenantRepository tenants,
            ProjectRepository projects,
            MemberRepository members,
            AuditTrail audit,
            ChangeFeed changes) {
        this.db = db;
        this.tenants = tenants;
        this.projects = projects;
        this.members = members;
        this.audit = audit;
        this.changes = changes;
    }

    public List<Member> list(Caller caller) {
        caller.require(Permission.READ_MEMBERS);
        return db.inTenant(caller.tenant(), members::all);
    }

    public Member get(Caller caller, UserId member) {
        caller.require(Permission.READ_MEMBERS);
        return db.inTenant(caller.tenant(), tx -> require(tx, member));
    }

    public Member changeRoles(Caller caller, UserId user, long expectedVersion, Set<RoleGrant> roles) {
        caller.require(Permission.MANAGE_MEMBERS);
        if (roles.isEmpty()) {
            throw PlatformException.invalid("roles", "choose at least one role, or remove the member");
        }
        roles.forEach(grant -> RightsCheck.requireAtLeast(caller, grant.role()));
        return db.inTenant(caller.tenant(), tx -> {
            var member = lock(tx, caller, user);
            requireProjects(tx, roles);
            if (!roles.contains(RoleGrant.everywhere(Role.OWNER))) {
                requireAnotherOwner(tx, member);
            }
            if (!members.advance(tx, user, expectedVersion)) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this member meanwhile; load it again.");
            }
            members.replaceRoles(tx, user, roles);
            changed(
                    tx,
                    caller,
                    member,
                    "member.roles-changed",
                    Map.of("from", text(member.roles()), "to", text(roles)));
            return require(tx, user);
        });
    }

    public Member suspend(Caller caller, UserId user) {
        caller.require(Permission.MANAGE_MEMBERS);
        return db.inTenant(caller.tenant(), tx -> {
            var member = lock(tx, caller, user);
            requireAnotherOwner(tx, member);
            members.setState(tx, user, AccessState.SUSPENDED);
            changed(tx, caller, member, "member.suspended", Map.of());
            return require(tx, user);
        });
    }

    public Member resume(Caller caller, UserId user) {
        caller.require(Permission.MANAGE_MEMBERS);
        return db.inTenant(caller.tenant(), tx -> {
            var member = lock(tx, caller, user);
            members.setState(tx, user, AccessState.ACTIVE);
            changed(tx, caller, member, "member.resumed", Map.of());
            return require(tx, user);
        });
    }

    /** Ends the membership; the person stays known to the installation. */
    public void remove(Caller caller, UserId user) {
        caller.require(Permission.MANAGE_MEMBERS);
        db.runInTenant(caller.tenant(), tx -> {
            var member = lock(tx, caller, user);
            requireAnotherOwner(tx, member);
            members.replaceRoles(tx, user, Set.of());
            members.setState(tx, user, AccessState.DELETED);
            changed(tx, caller, member, "member.removed", Map.of("roles", text(member.roles())));
        });
    }

    /** The member, with the tenant locked so that two owners cannot remove each other at the same moment. */
    private Member lock(TenantTx tx, Caller caller, UserId user) {
        tenants.lock(tx);
        var member = require(tx, user);
        member.roles().forEach(grant -> RightsCheck.requireAtLeast(caller, grant.role()));
        return member;
    }

    private void requireAnotherOwner(TenantTx tx, Member member) {
        if (member.roles().contains(RoleGrant.everywhere(Role.OWNER)) && !members.hasOtherOwner(tx, member.id())) {
            throw new PlatformException(
                    AccessError.LAST_OWNER, "This is the last owner of the tenant; make somebody else owner first.");
        }
    }

    private void requireProjects(TenantTx tx, Set<RoleGrant> roles) {
        for (var grant : roles) {
            if (grant.project() != null && projects.find(tx, grant.project()).isEmpty()) {
                throw PlatformException.invalid("roles", "there is no project " + grant.project() + " in this tenant");
            }
        }
    }

    private void changed(TenantTx tx, Caller caller, Member member, String action, Map<String, String> details) {
        audit.record(
                tx, caller, AuditEvent.of(action, member.id(), member.name()).with(details));
        changes.bump(tx, AccessChange.TENANT);
    }

    private Member require(TenantTx tx, UserId user) {
        return members.find(tx, user)
                .orElseThrow(() ->
                        new PlatformException(AccessError.MEMBER_NOT_FOUND, "There is no such member in this tenant."));
    }

    private static String text(Collection<RoleGrant> roles) {
        return roles.stream()
                .map(grant -> grant.role().wireName() + (grant.project() == null ? "" : "@" + grant.project()))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
