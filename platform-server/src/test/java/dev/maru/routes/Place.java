package dev.maru.routes;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.ProtectionId;
import dev.maru.core.id.ReleaseRequestId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.WebhookDeliveryId;
import dev.maru.core.id.WebhookId;
import dev.maru.prompts.discussion.CommentThread;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A project of a twin, filled.
 *
 * @param admin somebody whose only role is in this project
 * @param key the secret of an API key with every scope
 * @param told a webhook that is paused, and a delivery that failed before
 * @param governed the rules about releases, and a release that waits for somebody
 */
record Place(
        Twin twin,
        Marker marker,
        ProjectId project,
        String slug,
        Someone admin,
        String key,
        ApiKeyId keyId,
        PromptId prompt,
        String promptName,
        Governed governed,
        Told told,
        RequestId call) {
    Place with(RequestId recorded) {
        return new Place(twin, marker, project, slug, admin, key, keyId, prompt, promptName, governed, told, recorded);
    }

    /** @param editor who asked for the release and may not approve it */
    record Governed(Someone editor, ProtectionId protection, ReleaseRequestId request, CommentThread thread) {}

    /** Who is told of events, and of which one. */
    record Told(WebhookId webhook, WebhookDeliveryId delivery) {}

    String tenant() {
        return twin.tenant().toString();
    }

    /** The prompt's name as a path holds it. */
    String promptPath() {
        return encoded(promptName);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
