package dev.maru.platform.webhook;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.WebhookId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of events, without its secret.
 *
 * @param version the optimistic lock of what people decide about it
 * @param pauseReason null while it is active
 * @param failingSince the first failure since something was delivered
 * @param oldSecretUntil until when deliveries are signed with the secret before the last rotation as well
 */
public record Webhook(
        WebhookId id,
        long version,
        ProjectId project,
        WebhookData data,
        WebhookState state,
        @Nullable PauseReason pauseReason,
        @Nullable Instant failingSince,
        @Nullable Instant lastAttemptAt,
        @Nullable Instant oldSecretUntil,
        String createdBy,
        Instant createdAt) {
    public boolean isActive() {
        return state == WebhookState.ACTIVE;
    }
}
