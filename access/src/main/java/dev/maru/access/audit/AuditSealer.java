package dev.maru.access.audit;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Links what was written to the audit trails into their hash chains, apart from the writers. */
@Component
class AuditSealer {
    private static final int BATCH = 500;

    private final SystemDb db;
    private final AuditRepository rows;

    AuditSealer(SystemDb db, AuditRepository rows) {
        this.db = db;
        this.rows = rows;
    }

    /** Seals everything that waits. */
    void sealAll() {
        for (var tenant : db.inSystem(rows::tenantsWithUnsealed)) {
            while (sealBatch(tenant) == BATCH) {
                continue;
            }
        }
    }

    private int sealBatch(TenantId tenant) {
        return db.inSystem(tx -> {
            var entries = rows.lockUnsealed(tx, tenant, BATCH);
            @Nullable Seal last = rows.lastSeal(tx, tenant).orElse(null);
            for (var entry : entries) {
                last = Seal.after(last, tenant, entry);
                rows.seal(tx, tenant, last);
            }
            return entries.size();
        });
    }
}
