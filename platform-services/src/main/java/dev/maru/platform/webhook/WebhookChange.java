package dev.maru.platform.webhook;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of a webhook; what is null stays.
 *
 * @param version the optimistic lock that the author saw
 */
public record WebhookChange(
        long version,
        @Nullable WebhookAddress address,
        @Nullable Set<String> eventTypes,
        @Nullable String folder,
        @Nullable String description,
        @Nullable WebhookState state) {
    /** A change of the state alone. */
    public static WebhookChange of(long version, WebhookState state) {
        return new WebhookChange(version, null, null, null, null, state);
    }

    WebhookData applyTo(WebhookData data) {
        return new WebhookData(
                address == null ? data.address() : address,
                eventTypes == null ? data.eventTypes() : eventTypes,
                folder == null ? data.folder() : folder,
                description == null ? data.description() : description);
    }
}
