package dev.maru.gateway.app;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.TenantTx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was to be audited. */
public final class RecordingAudit implements AuditTrail {
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void record(TenantTx tx, Caller caller, AuditEvent event) {
        events.add(event);
    }

    public List<String> actions() {
        return events.stream().map(AuditEvent::action).toList();
    }
}
