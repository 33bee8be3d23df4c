package dev.maru.platform.webhook;

import dev.maru.core.id.WebhookDeliveryId;
import dev.maru.core.id.WebhookId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one webhook.
 *
 * @param attempts how many were made
 * @param dueAt when the next attempt is made, while it is pending
 */
public record WebhookDelivery(
        WebhookDeliveryId id,
        WebhookId webhook,
        String eventType,
        String body,
        DeliveryState state,
        int attempts,
        Instant dueAt,
        Instant createdAt,
        @Nullable Instant finishedAt) {}
