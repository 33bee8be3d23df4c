package dev.maru.routes;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back, as far as anybody could read something in it. */
record Answer(int status, String headers, String contentType, String body) {
    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                response.headers().map().toString(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }

    boolean succeeded() {
        return status / 100 == 2 || status / 100 == 3;
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    String text() {
        return headers + "\n" + body;
    }

    @Override
    public String toString() {
        return status + " " + (body.length() > 500 ? body.substring(0, 500) + "…" : body);
    }
}
