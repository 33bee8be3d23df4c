package dev.maru.gateway.trace;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * The JSON of the protocol. By hand, because it is not protobuf's own: ids are hexadecimal, and not in base 64. Throws
 * {@link IllegalArgumentException} for what it is not; fields that it does not know are left out, as the protocol asks.
 */
public final class OtlpJson {
    private static final int DEEPEST = 32;

    private OtlpJson() {}

    public static ExportTraceServiceRequest read(JsonNode body) {
        if (!body.isObject()) {
            throw new IllegalArgumentException("an object is needed");
        }
        return ExportTraceServiceRequest.newBuilder()
                .addAllResourceSpans(list(body, "resourceSpans", OtlpJson::resource))
                .build();
    }

    private static ResourceSpans resource(JsonNode node) {
        return ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder()
                        .addAllAttributes(attributes(node.path("resource").path("attributes"))))
                .addAllScopeSpans(list(node, "scopeSpans", OtlpJson::scope))
                .build();
    }

    private static ScopeSpans scope(JsonNode node) {
        return ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder()
                        .setName(text(node.path("scope"), "name"))
                        .setVersion(text(node.path("scope"), "version")))
                .addAllSpans(list(node, "spans", OtlpJson::span))
                .build();
    }

    private static Span span(JsonNode node) {
        return Span.newBuilder()
                .setTraceId(id(node, "traceId"))
                .setSpanId(id(node, "spanId"))
                .setParentSpanId(id(node, "parentSpanId"))
                .setName(text(node, "name"))
                .setKindValue(
                        choice(node, "kind", name -> Span.SpanKind.valueOf(name).getNumber()))
                .setStartTimeUnixNano(nanos(node, "startTimeUnixNano"))
                .setEndTimeUnixNano(nanos(node, "endTimeUnixNano"))
                .addAllAttributes(attributes(node.path("attributes")))
                .addAllEvents(list(node, "events", OtlpJson::event))
                .setStatus(Status.newBuilder()
                        .setMessage(text(node.path("status"), "message"))
                        .setCodeValue(choice(
                                node.path("status"),
                                "code",
                                name -> Status.StatusCode.valueOf(name).getNumber())))
                .build();
    }

    private static Span.Event event(JsonNode node) {
        return Span.Event.newBuilder()
                .setName(text(node, "name"))
                .setTimeUnixNano(nanos(node, "timeUnixNano"))
                .addAllAttributes(attributes(node.path("attributes")))
                .build();
    }

    private static List<KeyValue> attributes(JsonNode node) {
        return list(node, pair -> pair(pair, 0));
    }

    private static KeyValue pair(JsonNode node, int depth) {
        return KeyValue.newBuilder()
                .setKey(text(node, "key"))
                .setValue(value(node.path("value"), depth))
                .build();
    }

    private static AnyValue value(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("values lie in values, too deep");
        }
        var value = AnyValue.newBuilder();
        if (node.has("stringValue")) {
            value.setStringValue(text(node, "stringValue"));
        } else if (node.has("boolValue")) {
            value.setBoolValue(node.path("boolValue").asBoolean(false));
        } else if (node.has("intValue")) {
            value.setIntValue(number(node.path("intValue")));
        } else if (node.has("doubleValue")) {
            value.setDoubleValue(Double.parseDouble(node.path("doubleValue").asString("0")));
        } else if (node.has("bytesValue")) {
            value.setBytesValue(ByteString.copyFrom(Base64.getDecoder().decode(text(node, "bytesValue"))));
        } else if (node.has("arrayValue")) {
            value.setArrayValue(ArrayValue.newBuilder()
                    .addAllValues(list(node.path("arrayValue"), "values", item -> value(item, depth + 1))));
        } else if (node.has("kvlistValue")) {
            value.setKvlistValue(KeyValueList.newBuilder()
                    .addAllValues(list(node.path("kvlistValue"), "values", pair -> pair(pair, depth + 1))));
        }
        return value.build();
    }

    private static <T> List<T> list(JsonNode node, String field, Function<JsonNode, T> item) {
        return list(node.path(field), item);
    }

    private static <T> List<T> list(JsonNode node, Function<JsonNode, T> item) {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw new IllegalArgumentException("a list is needed");
        }
        return StreamSupport.stream(node.spliterator(), false).map(item).toList();
    }

    private static String text(JsonNode node, String field) {
        var value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw new IllegalArgumentException(field + " is a text");
        }
        return value.asString();
    }

    private static ByteString id(JsonNode node, String field) {
        return ByteString.copyFrom(HexFormat.of().parseHex(text(node, field)));
    }

    /** A number, or its name, as some clients write it. */
    private static int choice(JsonNode node, String field, Function<String, Integer> byName) {
        var value = node.path(field);
        if (value.isString()
                && !value.asString().isEmpty()
                && Character.isLetter(value.asString().charAt(0))) {
            return byName.apply(value.asString());
        }
        return Math.toIntExact(number(value));
    }

    private static long nanos(JsonNode node, String field) {
        var value = node.path(field);
        return value.isString() ? Long.parseUnsignedLong(value.asString()) : number(value);
    }

    /** A 64-bit number is a text in the JSON of protobuf; many clients write a number all the same. */
    private static long number(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (value.isString()) {
            return Long.parseLong(value.asString());
        }
        if (!value.isNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("a whole number is needed");
        }
        return value.longValue();
    }
}
