package dev.maru.access;

import static dev.maru.db.access.Tables.TENANT;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.db.access.tables.records.TenantRecord;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Rows of tenants. */
@Component
class TenantRepository {
    void insert(SystemTx tx, Tenant tenant) {
        tx.sql()
                .insertInto(TENANT)
                .set(TENANT.TENANT_ID, tenant.id())
                .set(TENANT.SLUG, tenant.slug().value())
                .set(TENANT.NAME, tenant.name())
                .set(TENANT.STATE, tenant.state().wireName())
                .set(TENANT.CREATED_AT, tenant.createdAt())
                .execute();
    }

    boolean slugTaken(SystemTx tx, Slug slug) {
        return tx.sql().fetchExists(TENANT, TENANT.SLUG.eq(slug.value()));
    }

    Optional<Tenant> find(TenantTx tx) {
        return tx.sql()
                .selectFrom(TENANT)
                .where(TENANT.TENANT_ID.eq(tx.tenant()))
                .fetchOptional(TenantRepository::toTenant);
    }

    /** Also keeps others from changing it, or its set of owners, until the transaction ends. */
    Optional<Tenant> lock(TenantTx tx) {
        return tx.sql()
                .selectFrom(TENANT)
                .where(TENANT.TENANT_ID.eq(tx.tenant()))
                .forUpdate()
                .fetchOptional(TenantRepository::toTenant);
    }

    /** Whether the row was still of the expected version. */
    boolean rename(TenantTx tx, long expectedVersion, String name) {
        return tx.sql()
                        .update(TENANT)
                        .set(TENANT.NAME, name)
                        .set(TENANT.VERSION, TENANT.VERSION.plus(1))
                        .where(TENANT.TENANT_ID.eq(tx.tenant()))
                        .and(TENANT.VERSION.eq(expectedVersion))
                        .execute()
                == 1;
    }

    Optional<Tenant> setState(SystemTx tx, TenantId tenant, AccessState state) {
        return tx.sql()
                .update(TENANT)
                .set(TENANT.STATE, state.wireName())
                .set(TENANT.VERSION, TENANT.VERSION.plus(1))
                .where(TENANT.TENANT_ID.eq(tenant))
                .and(TENANT.STATE.ne(AccessState.DELETED.wireName()))
                .returning()
                .fetchOptional(TenantRepository::toTenant);
    }

    List<Tenant> all(SystemTx tx) {
        return tx.sql()
                .selectFrom(TENANT)
                .orderBy(TENANT.NAME, TENANT.TENANT_ID)
                .fetch(TenantRepository::toTenant);
    }

    Optional<Tenant> bySlug(SystemTx tx, String slug) {
        return tx.sql().selectFrom(TENANT).where(TENANT.SLUG.eq(slug)).fetchOptional(TenantRepository::toTenant);
    }

    static Tenant toTenant(TenantRecord row) {
        return new Tenant(
                row.getTenantId(),
                row.getVersion(),
                new Slug(row.getSlug()),
                row.getName(),
                AccessState.ofWireName(row.getState()),
                row.getCreatedAt());
    }
}
