package dev.maru.platform.webhook;

import java.util.List;

/** A delivery with everything that was tried, newest last. */
public record WebhookDeliveryDetail(WebhookDelivery delivery, List<WebhookAttempt> attempts) {
    public WebhookDeliveryDetail {
        attempts = List.copyOf(attempts);
    }
}
