package dev.maru.access;

import dev.maru.access.audit.AuditService;
import dev.maru.core.audit.AuditEvent;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.platform.change.ChangeFeed;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tenants: an operator makes and suspends them, an owner names them. */
@Service
public class TenantService {
    private final TenantDb db;
    private final SystemDb system;
    private final TenantRepository tenants;
    private final ProjectRepository projects;
    private final MemberRepository members;
    private final MembershipQuery memberships;
    private final PersonDirectory people;
    private final AuditService audit;
    private final ChangeFeed changes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TenantService(
            TenantDb db,
            SystemDb system,
            TenantRepository tenants,
            ProjectRepository projects,
            MemberRepository members,
            MembershipQuery memberships,
            PersonDirectory people,
            AuditService audit,
            ChangeFeed changes,
            ApplicationEventPublisher events,
            Clock clock) {
        this.db = db;
        this.system = system;
        this.tenants = tenants;
        this.projects = projects;
        this.members = members;
        this.memberships = memberships;
        this.people = people;
        this.audit = audit;
        this.changes = changes;
        this.events = events;
        this.clock = clock;
    }

    /** Makes a tenant with its sample project; the operator becomes its owner. */
    public Tenant create(UserId operator, String name, Slug slug) {
        var person = people.requireOperator(operator);
        return system.inSystem(tx -> found(tx, new Actor.Person(operator, person.name()), name, slug));
    }

    /** Makes a tenant with its sample project, owned by the actor; {@link TenantCreated} follows the commit. */
    public Tenant found(SystemTx tx, Actor.Person owner, String name, Slug slug) {
        if (tenants.slugTaken(tx, slug)) {
            throw new PlatformException(AccessError.SLUG_TAKEN, "The slug " + slug + " is taken; choose another one.");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var tenant = new Tenant(TenantId.next(), 0, slug, new DisplayName(name).value(), AccessState.ACTIVE, now);
        var project = new Project(ProjectId.next(), 0, new Slug("sample"), "Sample", true, now);
        tenants.insert(tx, tenant);
        projects.insert(tx, tenant.id(), project);
        members.join(tx, tenant.id(), owner.userId(), RoleGrant.everywhere(Role.OWNER), now);
        audit.record(tx, asSystem(owner, tenant.id()), AuditEvent.of("tenant.created", tenant.id(), tenant.name()));
        changes.bump(tx, tenant.id(), AccessChange.TENANT);
        publishAfterCommit(new TenantCreated(tenant.id(), project.id(), owner.userId()));
        return tenant;
    }

    private void publishAfterCommit(TenantCreated event) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                events.publishEvent(event);
            }
        });
    }

    /** The tenants a person belongs to, with the projects they may open. */
    public List<Membership> mine(UserId user) {
        people.requireActive(user);
        return system.inSystem(tx -> memberships.of(tx, user));
    }

    /** Every tenant of the installation, for operators. */
    public List<Tenant> all(UserId operator) {
        people.requireOperator(operator);
        return system.inSystem(tenants::all);
    }

    public Tenant get(Caller caller) {
        return db.inTenant(caller.tenant(), tx -> tenants.find(tx).orElseThrow(TenantService::noSuchTenant));
    }

    /** The tenant of a slug if the person belongs to it or is an operator. */
    public Tenant bySlug(UserId user, String slug) {
        var person = people.requireActive(user);
        return system.inSystem(tx -> tenants.bySlug(tx, slug)
                .filter(tenant -> person.operator()
                        || members.state(tx, tenant.id(), user)
                                .filter(AccessState.ACTIVE::equals)
                                .isPresent())
                .orElseThrow(TenantService::noSuchTenant));
    }

    public Tenant rename(Caller caller, long expectedVersion, String name) {
        caller.require(Permission.MANAGE_TENANT);
        var valid = new DisplayName(name).value();
        return db.inTenant(caller.tenant(), tx -> {
            if (!tenants.rename(tx, expectedVersion, valid)) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this tenant meanwhile; load it again.");
            }
            audit.record(tx, caller, AuditEvent.of("tenant.renamed", caller.tenant(), valid));
            changes.bump(tx, AccessChange.TENANT);
            return tenants.find(tx).orElseThrow(TenantService::noSuchTenant);
        });
    }

    /** Nobody and no key of the tenant gets in until it is resumed. */
    public Tenant suspend(UserId operator, TenantId tenant) {
        return setState(operator, tenant, AccessState.SUSPENDED, "tenant.suspended");
    }

    public Tenant resume(UserId operator, TenantId tenant) {
        return setState(operator, tenant, AccessState.ACTIVE, "tenant.resumed");
    }

    private Tenant setState(UserId operator, TenantId id, AccessState state, String action) {
        var person = people.requireOperator(operator);
        return system.inSystem(tx -> {
            var tenant = tenants.setState(tx, id, state).orElseThrow(TenantService::noSuchTenant);
            var actor = new Actor.Person(operator, person.name());
            audit.record(tx, asSystem(actor, id), AuditEvent.of(action, id, tenant.name()));
            changes.bump(tx, id, AccessChange.TENANT);
            return tenant;
        });
    }

    /** For the audit trail of work across tenants, which asks no permission of a tenant. */
    private static Caller asSystem(Actor actor, TenantId tenant) {
        return new Caller(actor, tenant, null, Set.of(), RequestId.next(), null);
    }

    private static PlatformException noSuchTenant() {
        return new PlatformException(AccessError.TENANT_NOT_FOUND, "There is no such tenant, or you are not in it.");
    }
}
