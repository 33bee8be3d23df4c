package dev.maru.routes;

import dev.maru.e2e.RunningMaru;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Spans of a place, whose every field holds its marker. */
final class Traces {
    private static final long START = Instant.now().getEpochSecond();

    private Traces() {}

    /** The trace of a place, the same each time. */
    static String id(Place place) {
        return "%032x".formatted(0x1_0000_0000L + place.marker().word().hashCode());
    }

    static void send(RunningMaru maru, Place place) {
        var request = new Asked("POST", "/v1/traces", body(place))
                .on(HttpRequest.newBuilder(maru.url("/v1/traces")))
                .header("Authorization", "Bearer " + place.key());
        if (maru.send(request.build()).statusCode() != 200) {
            throw new IllegalStateException("the spans of " + place.marker().word() + " were not taken");
        }
    }

    static Map<String, Object> body(Place place) {
        var span = Map.of(
                "traceId", id(place),
                "spanId", id(place).substring(16),
                "name", place.marker().of("span"),
                "startTimeUnixNano", START + "000000000",
                "endTimeUnixNano", START + "000001000",
                "attributes",
                        List.of(
                                attribute("session.id", place.marker().of("session")),
                                attribute("user.id", place.marker().of("end-user")),
                                attribute("gen_ai.request.model", place.marker().of("traced-model")),
                                attribute("note", place.marker().of("note"))));
        return Map.of(
                "resourceSpans",
                List.of(Map.of(
                        "resource",
                        Map.of(
                                "attributes",
                                List.of(attribute("service.name", place.marker().of("service")))),
                        "scopeSpans",
                        List.of(Map.of("spans", List.of(span))))));
    }

    private static Map<String, Object> attribute(String name, String value) {
        return Map.of("key", name, "value", Map.of("stringValue", value));
    }
}
