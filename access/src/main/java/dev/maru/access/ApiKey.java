package dev.maru.access;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine credential of a project; the secret itself is not kept.
 *
 * @param prefix the beginning of the secret, by which people recognise it
 * @param rotatedTo the key that took over, while this one still works for the overlap
 */
public record ApiKey(
        ApiKeyId id,
        long version,
        ProjectId project,
        ApiKeyData data,
        String prefix,
        String createdBy,
        Instant createdAt,
        @Nullable Instant revokedAt,
        @Nullable ApiKeyId rotatedFrom,
        @Nullable ApiKeyId rotatedTo,
        @Nullable Instant lastUsedAt) {

    public boolean isUsable(Instant now) {
        var expiresAt = data.expiresAt();
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
