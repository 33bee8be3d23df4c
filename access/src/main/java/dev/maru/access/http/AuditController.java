package dev.maru.access.http;

import dev.maru.access.audit.AuditEntry;
import dev.maru.access.audit.AuditFilter;
import dev.maru.access.audit.AuditService;
import dev.maru.access.audit.AuditVerification;
import dev.maru.core.tenancy.Caller;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit trail of a tenant. */
@RestController
@RequestMapping("/api/tenants/{tenant}/audit")
class AuditController {
    private final AuditService audit;

    AuditController(AuditService audit) {
        this.audit = audit;
    }

    @GetMapping
    PageWire<EntryWire> page(
            Caller caller,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        var filter = new AuditFilter(action, actor, target, WireText.time("from", from), WireText.time("to", to));
        return PageWire.of(audit.page(caller, filter, PageWire.cursor(cursor), PageWire.limit(limit)), EntryWire::of);
    }

    @GetMapping("/verify")
    VerificationWire verify(Caller caller) {
        return VerificationWire.of(audit.verify(caller));
    }

    record ActorWire(String kind, @Nullable String id, String name) {}

    record TargetWire(@Nullable String id, @Nullable String name) {}

    record EntryWire(
            String id,
            Instant at,
            @Nullable String project,
            ActorWire actor,
            String action,
            TargetWire target,
            Map<String, String> details,
            String requestId,
            @Nullable String address) {
        static EntryWire of(AuditEntry entry) {
            var project = entry.project();
            return new EntryWire(
                    entry.id().toString(),
                    entry.at(),
                    project == null ? null : project.toString(),
                    new ActorWire(
                            entry.actorKind().name().toLowerCase(Locale.ROOT), entry.actorId(), entry.actorName()),
                    entry.action(),
                    new TargetWire(entry.targetId(), entry.targetName()),
                    entry.details(),
                    entry.requestId().toString(),
                    entry.address());
        }
    }

    record VerificationWire(
            boolean intact,
            long sealed,
            long waiting,
            @Nullable String brokenAt,
            @Nullable String finding,
            @Nullable String headHash) {
        static VerificationWire of(AuditVerification result) {
            var brokenAt = result.brokenAt();
            return new VerificationWire(
                    result.intact(),
                    result.sealed(),
                    result.waiting(),
                    brokenAt == null ? null : brokenAt.toString(),
                    result.finding(),
                    result.headHash());
        }
    }
}
