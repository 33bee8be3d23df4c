package dev.maru.access.audit;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.TenantTx;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Writes, lists and verifies the audit trail of a tenant. */
@Service
public class AuditService implements AuditTrail {
    @Override
    public void record(TenantTx tx, Caller caller, AuditEvent event) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public Page<AuditEntry> page(Caller caller, AuditFilter filter, @Nullable Cursor after, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Recomputes the hash chain of the caller's tenant. */
    public AuditVerification verify(Caller caller) {
        throw new UnsupportedOperationException();
    }
}
