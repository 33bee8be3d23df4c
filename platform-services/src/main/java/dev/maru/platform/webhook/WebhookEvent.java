package dev.maru.platform.webhook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a project.
 *
 * @param type one of the types that a feature contributes as {@link WebhookEventTypes}
 * @param subject the name of the thing, with slashes for folders, by which webhooks choose
 * @param data what receivers are told: ids, names, numbers and maps of them, never content
 */
public record WebhookEvent(String type, String subject, Map<String, @Nullable Object> data) {
    // Written out: the parameters of a compact constructor lose the @Nullable inside of their types.
    public WebhookEvent(String type, String subject, Map<String, @Nullable Object> data) {
        this.type = type;
        this.subject = subject;
        this.data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
