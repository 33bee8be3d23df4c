package dev.maru.gateway.trace;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Requests as clients of each convention send them, written by hand. */
final class Payloads {
    /** A moment after the spans of the files. */
    static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private Payloads() {}

    static byte[] bytes(String name) {
        try (var in = Objects.requireNonNull(Payloads.class.getResourceAsStream(name + ".json"), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ExportTraceServiceRequest request(String name) {
        return OtlpJson.read(JsonMapper.shared().readTree(bytes(name)));
    }

    /** @param longest how much is kept of what was said, null for nothing of it */
    static List<ReceivedSpan> read(String name, @Nullable Integer longest) {
        return read(request(name), longest);
    }

    static List<ReceivedSpan> read(ExportTraceServiceRequest request, @Nullable Integer longest) {
        var reader = new SpanReader(longest == null ? null : new ContentReader(longest), NOW, Duration.ofDays(365));
        var read = new ArrayList<ReceivedSpan>();
        for (var resource : request.getResourceSpansList()) {
            var attributes = SpanAttributes.of(resource.getResource().getAttributesList());
            for (var scope : resource.getScopeSpansList()) {
                for (var span : scope.getSpansList()) {
                    try {
                        read.add(reader.read(span, attributes, scope.getScope()));
                    } catch (SpanReader.Refused e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
        return read;
    }
}
