package dev.maru.access.http;

import dev.maru.access.audit.AuditEntry;
import dev.maru.access.audit.AuditVerification;
import dev.maru.core.page.Page;
import dev.maru.core.page.Paging;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The audit trail on the wire. */
final class AuditWire {
    private AuditWire() {}

    record WireAuditEntry(
            String id,
            Instant at,
            @Nullable String project,
            String actorKind,
            @Nullable String actorId,
            String actorName,
            String action,
            @Nullable String targetId,
            @Nullable String targetName,
            Map<String, String> details,
            String requestId,
            @Nullable String address) {
        static WireAuditEntry of(AuditEntry entry) {
            var project = entry.project();
            return new WireAuditEntry(
                    entry.id().toString(),
                    entry.at(),
                    project == null ? null : project.toString(),
                    entry.actorKind().name().toLowerCase(Locale.ROOT),
                    entry.actorId(),
                    entry.actorName(),
                    entry.action(),
                    entry.targetId(),
                    entry.targetName(),
                    entry.details(),
                    entry.requestId().toString(),
                    entry.address());
        }
    }

    record WireAuditEntries(
            List<WireAuditEntry> items, @Nullable String nextCursor) {
        static WireAuditEntries of(Page<AuditEntry> page) {
            return new WireAuditEntries(
                    page.items().stream().map(WireAuditEntry::of).toList(), Paging.next(page));
        }
    }

    record WireAuditVerification(
            boolean intact,
            long sealed,
            long waiting,
            @Nullable String brokenAt,
            @Nullable String finding,
            @Nullable String headHash) {
        static WireAuditVerification of(AuditVerification verification) {
            var brokenAt = verification.brokenAt();
            return new WireAuditVerification(
                    verification.intact(),
                    verification.sealed(),
                    verification.waiting(),
                    brokenAt == null ? null : brokenAt.toString(),
                    verification.finding(),
                    verification.headHash());
        }
    }
}
