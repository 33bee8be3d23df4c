package dev.maru.routes;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.RequestId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A project of a twin, filled.
 *
 * @param admin somebody whose only role is in this project
 * @param key the secret of an API key with every scope
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
        RequestId call) {
    Place with(RequestId recorded) {
        return new Place(twin, marker, project, slug, admin, key, keyId, prompt, promptName, recorded);
    }

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
