package dev.maru.core.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changed: an action such as {@code prompt.released}, the id of the thing, the name people know it by, and details
 * that hold no secret.
 */
public record AuditEvent(
        String action, @Nullable String targetId, @Nullable String targetName, Map<String, String> details) {
    public AuditEvent {
        details = Map.copyOf(details);
    }

    public static AuditEvent of(String action, Object targetId, String targetName) {
        return new AuditEvent(action, targetId.toString(), targetName, Map.of());
    }

    public AuditEvent with(Map<String, String> details) {
        return new AuditEvent(action, targetId, targetName, details);
    }
}
