package dev.maru.core.audit;

import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.TenantTx;

/** Writes an audit row in the transaction of the change it tells of, so that neither exists without the other. */
public interface AuditTrail {
    void record(TenantTx tx, Caller caller, AuditEvent event);
}
