package dev.maru.routes;

import dev.maru.e2e.RunningMaru;
import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Somebody's way to the API. */
record Api(RunningMaru maru, String credential) {
    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, @Nullable Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    Answer patch(String path, Object body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** @param headers names and values in turn */
    Answer send(String method, String path, @Nullable Object body, String... headers) {
        var request = new Asked(method, path, body)
                .on(HttpRequest.newBuilder(URI.create(maru.url() + path)))
                .header("Authorization", "Bearer " + credential);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Answer.of(maru.send(request.build()));
    }
}
