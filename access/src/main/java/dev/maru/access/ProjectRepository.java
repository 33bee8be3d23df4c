package dev.maru.access;

import static dev.maru.db.access.Tables.PROJECT;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.db.access.tables.records.ProjectRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Rows of projects. */
@Component
class ProjectRepository {
    void insert(TenantTx tx, Project project) {
        insert(tx.sql(), tx.tenant(), project);
    }

    void insert(SystemTx tx, TenantId tenant, Project project) {
        insert(tx.sql(), tenant, project);
    }

    private static void insert(DSLContext sql, TenantId tenant, Project project) {
        sql.insertInto(PROJECT)
                .set(PROJECT.TENANT_ID, tenant)
                .set(PROJECT.PROJECT_ID, project.id())
                .set(PROJECT.SLUG, project.slug().value())
                .set(PROJECT.NAME, project.name())
                .set(PROJECT.SAMPLE, project.sample())
                .set(PROJECT.CREATED_AT, project.createdAt())
                .execute();
    }

    boolean slugTaken(TenantTx tx, Slug slug) {
        return tx.sql().fetchExists(PROJECT, PROJECT.TENANT_ID.eq(tx.tenant()).and(PROJECT.SLUG.eq(slug.value())));
    }

    List<Project> all(TenantTx tx) {
        return tx.sql()
                .selectFrom(PROJECT)
                .where(PROJECT.TENANT_ID.eq(tx.tenant()))
                .orderBy(PROJECT.NAME, PROJECT.PROJECT_ID)
                .fetch(ProjectRepository::toProject);
    }

    Optional<Project> find(TenantTx tx, ProjectId project) {
        return tx.sql()
                .selectFrom(PROJECT)
                .where(PROJECT.TENANT_ID.eq(tx.tenant()))
                .and(PROJECT.PROJECT_ID.eq(project))
                .fetchOptional(ProjectRepository::toProject);
    }

    /** Whether the row was still of the expected version. */
    boolean rename(TenantTx tx, ProjectId project, long expectedVersion, String name) {
        return tx.sql()
                        .update(PROJECT)
                        .set(PROJECT.NAME, name)
                        .set(PROJECT.VERSION, PROJECT.VERSION.plus(1))
                        .where(PROJECT.TENANT_ID.eq(tx.tenant()))
                        .and(PROJECT.PROJECT_ID.eq(project))
                        .and(PROJECT.VERSION.eq(expectedVersion))
                        .execute()
                == 1;
    }

    static Project toProject(ProjectRecord row) {
        return new Project(
                row.getProjectId(),
                row.getVersion(),
                new Slug(row.getSlug()),
                row.getName(),
                row.getSample(),
                row.getCreatedAt());
    }
}
