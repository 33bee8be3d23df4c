package dev.maru.gateway.trace;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a span of OpenTelemetry's protocol, whichever convention names its attributes. */
final class SpanReader {
    /** A span that cannot be stored; the client is told, and does not send it again. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;
    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_DETAILS = 10_000;
    private static final int MOST_ATTRIBUTES = 128;
    private static final int MOST_EVENTS = 32;
    private static final int ROOM_FOR_ATTRIBUTES = 32_000;
    private static final int LONGEST_VALUE = 2_000;
    private static final long NANOS = 1_000_000_000;
    private static final Duration AHEAD = Duration.ofDays(1);

    private final @Nullable ContentReader content;
    private final Instant earliest;
    private final Instant latest;

    /** @param content null: what was said is dropped here and gets no further */
    SpanReader(@Nullable ContentReader content, Instant now, Duration oldest) {
        this.content = content;
        this.earliest = now.minus(oldest);
        this.latest = now.plus(AHEAD);
    }

    ReceivedSpan read(Span span, SpanAttributes resource, InstrumentationScope scope) throws Refused {
        var attributes = SpanAttributes.of(span.getAttributesList());
        var startedAt = startedAt(span);
        var kind = Convention.kind(attributes);
        var parent = span.getParentSpanId();
        return new ReceivedSpan(
                id(span.getTraceId(), TRACE_BYTES, "trace id"),
                id(span.getSpanId(), SPAN_BYTES, "span id"),
                parent.isEmpty() || isZero(parent) ? null : id(parent, SPAN_BYTES, "parent span id"),
                span.getName().isBlank() ? kind.wireName() : BoundedText.of(span.getName(), LONGEST_NAME),
                either(attributes, resource, Convention.TRACE_NAME),
                kind,
                resource.text(Convention.SERVICE, LONGEST_NAME),
                startedAt,
                durationMicros(span),
                status(span, attributes),
                statusMessage(span, attributes),
                attributes.text(Convention.MODEL, LONGEST_NAME),
                attributes.text(Convention.PROVIDER, LONGEST_NAME),
                tokens(attributes, Convention.INPUT_TOKENS, "input", "prompt"),
                tokens(attributes, Convention.OUTPUT_TOKENS, "output", "completion"),
                either(attributes, resource, Convention.SESSION),
                either(attributes, resource, Convention.END_USER),
                attributes.text(Convention.PROMPT_NAME, LONGEST_NAME),
                version(attributes),
                attributes(span, attributes, resource, scope),
                events(span),
                content == null ? null : content.read(span, attributes));
    }

    private static @Nullable String either(SpanAttributes attributes, SpanAttributes resource, List<String> names) {
        var own = attributes.text(names, LONGEST_NAME);
        return own == null ? resource.text(names, LONGEST_NAME) : own;
    }

    private static String id(ByteString bytes, int length, String what) throws Refused {
        if (bytes.size() != length || isZero(bytes)) {
            throw new Refused("a " + what + " has " + length + " bytes that are not all zero");
        }
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static boolean isZero(ByteString bytes) {
        for (int i = 0; i < bytes.size(); i++) {
            if (bytes.byteAt(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** As the database keeps it, in microseconds. */
    private Instant startedAt(Span span) throws Refused {
        long nanos = span.getStartTimeUnixNano();
        var at = Instant.ofEpochSecond(
                Long.divideUnsigned(nanos, NANOS), Long.remainderUnsigned(nanos, NANOS) / 1_000 * 1_000);
        if (at.isBefore(earliest) || at.isAfter(latest)) {
            throw new Refused("a span began before " + earliest + " or after " + latest);
        }
        return at;
    }

    private static long durationMicros(Span span) {
        long nanos = span.getEndTimeUnixNano() - span.getStartTimeUnixNano();
        return nanos < 0 ? 0 : nanos / 1_000;
    }

    private static SpanStatus status(Span span, SpanAttributes attributes) {
        if ("ERROR".equalsIgnoreCase(attributes.text(Convention.LEVEL, LONGEST_NAME))) {
            return SpanStatus.ERROR;
        }
        return switch (span.getStatus().getCode()) {
            case STATUS_CODE_ERROR -> SpanStatus.ERROR;
            case STATUS_CODE_OK -> SpanStatus.OK;
            default -> SpanStatus.UNSET;
        };
    }

    private static @Nullable String statusMessage(Span span, SpanAttributes attributes) {
        Status status = span.getStatus();
        return status.getMessage().isBlank()
                ? attributes.text(Convention.STATUS_MESSAGE, LONGEST_TEXT)
                : BoundedText.of(status.getMessage(), LONGEST_TEXT);
    }

    private static @Nullable Integer version(SpanAttributes attributes) {
        var version = attributes.count(Convention.PROMPT_VERSION);
        return version == null || version > Integer.MAX_VALUE ? null : version.intValue();
    }

    private static @Nullable Long tokens(
            SpanAttributes attributes, List<String> names, String detail, String olderDetail) {
        var details = attributes.text(Convention.USAGE_DETAILS, LONGEST_DETAILS);
        var sum = details == null ? null : sum(details, detail, olderDetail);
        return sum == null ? attributes.count(names) : sum;
    }

    /** Langfuse's usage is an object of counts that do not overlap: input, input_cached_tokens, output and so on. */
    private static @Nullable Long sum(String details, String... prefixes) {
        try {
            Long sum = null;
            for (var entry : JSON.readTree(details).properties()) {
                var name = entry.getKey().toLowerCase(Locale.ROOT);
                var counted =
                        entry.getValue().isIntegralNumber() && entry.getValue().canConvertToLong();
                for (var prefix : prefixes) {
                    if (counted && name.startsWith(prefix)) {
                        sum = (sum == null ? 0 : sum)
                                + Math.clamp(entry.getValue().longValue(), 0, Integer.MAX_VALUE);
                    }
                }
            }
            return sum;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String attributes(
            Span span, SpanAttributes attributes, SpanAttributes resource, InstrumentationScope scope) {
        var json = new BoundedJson(LONGEST_VALUE, ROOM_FOR_ATTRIBUTES);
        var object = NODES.objectNode();
        put(object, attributes, "", name -> !Convention.isSaid(name), json);
        put(object, resource, "resource.", Convention::isOfResource, json);
        if (!scope.getName().isEmpty()) {
            object.put("scope.name", BoundedText.of(scope.getName(), LONGEST_NAME));
        }
        if (span.getKindValue() > Span.SpanKind.SPAN_KIND_INTERNAL_VALUE) {
            object.put(
                    "span.kind", span.getKind().name().replace("SPAN_KIND_", "").toLowerCase(Locale.ROOT));
        }
        if (json.cut()) {
            object.put("maru.truncated", true);
        }
        return object.toString();
    }

    private static void put(
            ObjectNode object, SpanAttributes attributes, String prefix, Predicate<String> wanted, BoundedJson json) {
        for (var attribute : attributes.values().entrySet()) {
            if (wanted.test(attribute.getKey()) && object.size() < MOST_ATTRIBUTES) {
                var value = json.value(attribute.getValue());
                if (value != null) {
                    object.set(BoundedJson.name(prefix + attribute.getKey()), value);
                }
            }
        }
    }

    private static String events(Span span) {
        var json = new BoundedJson(LONGEST_VALUE, ROOM_FOR_ATTRIBUTES);
        var events = NODES.arrayNode();
        for (var event : span.getEventsList()) {
            if (!Convention.isMessage(event.getName()) && events.size() < MOST_EVENTS) {
                var object = NODES.objectNode()
                        .put("name", BoundedJson.name(event.getName()))
                        .put("atUs", (event.getTimeUnixNano() - span.getStartTimeUnixNano()) / 1_000);
                var attributes = NODES.objectNode();
                put(
                        attributes,
                        SpanAttributes.of(event.getAttributesList()),
                        "",
                        name -> !Convention.isSaid(name),
                        json);
                object.set("attributes", attributes);
                events.add(object);
            }
        }
        return events.toString();
    }
}
