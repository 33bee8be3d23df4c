package dev.maru.routes;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request without its credential.
 *
 * @param path with the query, encoded
 * @param body what is sent as JSON, null for nothing
 */
record Asked(String method, String path, @Nullable Object body) {
    private static final JsonMapper JSON = new JsonMapper();

    HttpRequest.Builder on(HttpRequest.Builder request) {
        var payload = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
        var built = request.method(method, payload).header("Accept", "*/*");
        return body == null ? built : built.header("Content-Type", "application/json");
    }

    /** Everything that the other side can send back without having found it anywhere. */
    String text() {
        return path + "\n" + (body == null ? "" : JSON.writeValueAsString(body));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
