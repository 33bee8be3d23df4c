package dev.maru.core.id;

import java.util.UUID;

/** One event on its way to one webhook; receivers know it as webhook-id. */
public record WebhookDeliveryId(UUID value) implements Id {
    private static final String PREFIX = "whd";

    public static WebhookDeliveryId next() {
        return new WebhookDeliveryId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static WebhookDeliveryId parse(String text) {
        return Ids.parse(PREFIX, text, WebhookDeliveryId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
