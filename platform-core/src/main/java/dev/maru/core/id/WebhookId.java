package dev.maru.core.id;

import java.util.UUID;

/** A receiver of events. */
public record WebhookId(UUID value) implements Id {
    private static final String PREFIX = "wh";

    public static WebhookId next() {
        return new WebhookId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static WebhookId parse(String text) {
        return Ids.parse(PREFIX, text, WebhookId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
