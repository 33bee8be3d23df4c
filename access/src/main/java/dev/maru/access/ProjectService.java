package dev.maru.access;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.ProjectId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.platform.change.ChangeFeed;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Service;

/** The projects of a tenant. */
@Service
public class ProjectService {
    private final TenantDb db;
    private final ProjectRepository projects;
    private final AuditTrail audit;
    private final ChangeFeed changes;
    private final Clock clock;

    ProjectService(TenantDb db, ProjectRepository projects, AuditTrail audit, ChangeFeed changes, Clock clock) {
        this.db = db;
        this.projects = projects;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    /** The projects of the tenant; a key belongs to one and sees no other. */
    public List<Project> list(Caller caller) {
        caller.require(Permission.READ_PROJECTS);
        if (caller.actor() instanceof Actor.Key) {
            return List.of(get(caller, caller.requireProject()));
        }
        return db.inTenant(caller.tenant(), projects::all);
    }

    public Project get(Caller caller, ProjectId project) {
        caller.require(Permission.READ_PROJECTS);
        return db.inTenant(
                caller.tenant(), tx -> projects.find(tx, project).orElseThrow(ProjectService::noSuchProject));
    }

    public Project create(Caller caller, String name, Slug slug) {
        caller.require(Permission.MANAGE_PROJECTS);
        var project = new Project(
                ProjectId.next(),
                0,
                slug,
                new DisplayName(name).value(),
                false,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        return db.inTenant(caller.tenant(), tx -> {
            if (projects.slugTaken(tx, slug)) {
                throw new PlatformException(
                        AccessError.SLUG_TAKEN, "The slug " + slug + " is taken in this tenant; choose another one.");
            }
            projects.insert(tx, project);
            audit.record(tx, caller, AuditEvent.of("project.created", project.id(), project.name()));
            changes.bump(tx, AccessChange.TENANT);
            return project;
        });
    }

    public Project rename(Caller caller, ProjectId project, long expectedVersion, String name) {
        caller.require(Permission.MANAGE_PROJECTS);
        var valid = new DisplayName(name).value();
        return db.inTenant(caller.tenant(), tx -> {
            var _ = projects.find(tx, project).orElseThrow(ProjectService::noSuchProject);
            if (!projects.rename(tx, project, expectedVersion, valid)) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this project meanwhile; load it again.");
            }
            audit.record(tx, caller, AuditEvent.of("project.renamed", project, valid));
            changes.bump(tx, AccessChange.TENANT);
            return projects.find(tx, project).orElseThrow(ProjectService::noSuchProject);
        });
    }

    private static PlatformException noSuchProject() {
        return new PlatformException(AccessError.PROJECT_NOT_FOUND, "There is no such project in this tenant.");
    }
}
