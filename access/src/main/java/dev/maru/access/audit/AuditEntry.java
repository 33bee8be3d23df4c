package dev.maru.access.audit;

import dev.maru.core.id.AuditId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that somebody did. */
public record AuditEntry(
        AuditId id,
        @Nullable ProjectId project,
        Instant at,
        ActorKind actorKind,
        @Nullable String actorId,
        String actorName,
        String action,
        @Nullable String targetId,
        @Nullable String targetName,
        Map<String, String> details,
        RequestId requestId,
        @Nullable String address) {
    public AuditEntry {
        details = Map.copyOf(details);
    }

    /** What kind of actor did it. */
    public enum ActorKind {
        PERSON,
        KEY,
        PLATFORM
    }
}
