package dev.maru.access.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit trail are wanted; null means any.
 *
 * @param action the beginning of an action, such as {@code key.} or {@code prompt.released}
 * @param actor the id of a person or key
 * @param target the id of what was changed
 * @param from inclusive
 * @param to exclusive
 */
public record AuditFilter(
        @Nullable String action,
        @Nullable String actor,
        @Nullable String target,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static AuditFilter none() {
        return new AuditFilter(null, null, null, null, null);
    }
}
