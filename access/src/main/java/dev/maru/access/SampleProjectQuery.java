package dev.maru.access;

import static dev.maru.db.access.Tables.PROJECT;
import static dev.maru.db.access.Tables.TENANT;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the sample project that the first set-up made, for who has the machine but no tenant: the launcher. */
@Component
public class SampleProjectQuery {
    private final SystemDb db;

    SampleProjectQuery(SystemDb db) {
        this.db = db;
    }

    /** The oldest sample project of an active tenant; none before the set-up is complete. */
    public Optional<Found> first() {
        return db.inSystem(tx -> tx.sql()
                .select(PROJECT.TENANT_ID, PROJECT.PROJECT_ID)
                .from(PROJECT)
                .join(TENANT)
                .on(TENANT.TENANT_ID.eq(PROJECT.TENANT_ID))
                .where(PROJECT.SAMPLE.isTrue().and(TENANT.STATE.eq("active")))
                .orderBy(PROJECT.CREATED_AT, PROJECT.PROJECT_ID)
                .limit(1)
                .fetchOptional(row -> new Found(row.value1(), row.value2())));
    }

    /** Where the sample project is. */
    public record Found(TenantId tenant, ProjectId project) {}
}
