package dev.maru.testing.provider;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request as it came over the wire. */
public record ReceivedRequest(
        long number, String method, String target, List<Header> headers, byte[] body, Instant receivedAt) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public ReceivedRequest {
        headers = List.copyOf(headers);
    }

    /** One header line; names come in the client's own spelling, and may repeat. */
    public record Header(String name, String value) {}

    /** The path without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The first header of that name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** The key of an Authorization header, or of one that a provider has in its place, empty if there is none. */
    public String credential() {
        return header("authorization")
                .map(value -> value.regionMatches(true, 0, "Bearer ", 0, 7) ? value.substring(7) : value)
                .or(() -> header("x-api-key"))
                .or(() -> header("x-goog-api-key"))
                .or(() -> header("api-key"))
                .orElse("");
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }
}
