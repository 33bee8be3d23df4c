package dev.maru.access.audit;

import dev.maru.access.audit.AuditEntry.ActorKind;
import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.AuditId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.UserId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Writes, lists and verifies the audit trail of a tenant. */
@Service
public class AuditService implements AuditTrail {
    private final TenantDb db;
    private final AuditRepository rows;
    private final AuditQuery query;
    private final Clock clock;

    AuditService(TenantDb db, AuditRepository rows, AuditQuery query, Clock clock) {
        this.db = db;
        this.rows = rows;
        this.query = query;
        this.clock = clock;
    }

    @Override
    public void record(TenantTx tx, Caller caller, AuditEvent event) {
        rows.insert(tx, entry(caller, event));
    }

    /** Writes an entry of work across tenants; the caller says whose trail it stands in. */
    public void record(SystemTx tx, Caller caller, AuditEvent event) {
        rows.insert(tx, caller.tenant(), entry(caller, event));
    }

    /** Writes what somebody did to a person into the trail of every tenant that the person is a member of. */
    public void recordAbout(SystemTx tx, UserId person, Actor actor, AuditEvent event) {
        var request = RequestId.next();
        for (var tenant : rows.tenantsOf(tx, person)) {
            rows.insert(tx, tenant, entry(new Caller(actor, tenant, null, Set.of(), request, null), event));
        }
    }

    private AuditEntry entry(Caller caller, AuditEvent event) {
        return new AuditEntry(
                AuditId.next(),
                caller.project(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                kind(caller.actor()),
                id(caller.actor()),
                caller.actor().name(),
                event.action(),
                event.targetId(),
                event.targetName(),
                event.details(),
                caller.requestId(),
                caller.address());
    }

    private static ActorKind kind(Actor actor) {
        return switch (actor) {
            case Actor.Person _ -> ActorKind.PERSON;
            case Actor.Key _ -> ActorKind.KEY;
            case Actor.Platform _ -> ActorKind.PLATFORM;
        };
    }

    private static @Nullable String id(Actor actor) {
        return switch (actor) {
            case Actor.Person person -> person.userId().toString();
            case Actor.Key key -> key.apiKeyId().toString();
            case Actor.Platform _ -> null;
        };
    }

    /** Newest first. */
    public Page<AuditEntry> page(Caller caller, AuditFilter filter, @Nullable Cursor after, int limit) {
        caller.require(Permission.READ_AUDIT);
        // A key belongs to a project and sees no other project's acts.
        var project = caller.actor() instanceof Actor.Key ? caller.requireProject() : null;
        return db.inTenant(caller.tenant(), tx -> query.page(tx, project, filter, after, limit));
    }

    /** Recomputes the hash chain of the caller's tenant. */
    public AuditVerification verify(Caller caller) {
        caller.require(Permission.READ_AUDIT);
        return db.inTenant(caller.tenant(), this::verify);
    }

    private AuditVerification verify(TenantTx tx) {
        var walk = new ChainWalk(tx.tenant());
        try (var links = rows.chain(tx)) {
            var _ = links.allMatch(walk::accept);
        }
        var unsealed = rows.unsealed(tx);
        if (walk.isIntact() && unsealed.forgotten().isPresent()) {
            return walk.broken(unsealed.count(), unsealed.forgotten().get(), "an entry was inserted past the platform");
        }
        return walk.result(unsealed.count());
    }
}
