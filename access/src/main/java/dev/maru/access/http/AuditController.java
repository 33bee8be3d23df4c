package dev.maru.access.http;

import dev.maru.access.audit.AuditFilter;
import dev.maru.access.audit.AuditService;
import dev.maru.access.http.AuditWire.WireAuditEntries;
import dev.maru.access.http.AuditWire.WireAuditVerification;
import dev.maru.core.id.AuditId;
import dev.maru.core.page.Paging;
import dev.maru.core.tenancy.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit trail of a tenant. */
@RestController
@RequestMapping(AccessPaths.AUDIT)
class AuditController {
    private final AuditService audit;

    AuditController(AuditService audit) {
        this.audit = audit;
    }

    @GetMapping
    WireAuditEntries page(
            Caller caller,
            @RequestParam @Nullable String action,
            @RequestParam @Nullable String actor,
            @RequestParam @Nullable String target,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = Paging.DEFAULT_LIMIT) int limit) {
        var filter = new AuditFilter(
                Fields.optionalText("action", action),
                Fields.optionalText("actor", actor),
                Fields.optionalText("target", target),
                Fields.inRange("from", from),
                Fields.inRange("to", to));
        return WireAuditEntries.of(
                audit.page(caller, filter, Paging.after(cursor, AuditId::parse), Paging.limit(limit)));
    }

    @GetMapping("/verify")
    WireAuditVerification verify(Caller caller) {
        return WireAuditVerification.of(audit.verify(caller));
    }
}
