package dev.maru.gateway.trace;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of a span or its resource by name; of two with one name the first counts. */
record SpanAttributes(Map<String, AnyValue> values) {
    private static final double MOST = 1e15;

    static SpanAttributes of(List<KeyValue> pairs) {
        var values = new LinkedHashMap<String, AnyValue>();
        pairs.forEach(pair -> values.putIfAbsent(pair.getKey(), pair.getValue()));
        return new SpanAttributes(values);
    }

    /** The first of these that holds a text; a number is taken as one. */
    @Nullable
    String text(List<String> names, int longest) {
        for (var name : names) {
            var text = text(values.get(name));
            if (text != null && !text.isBlank()) {
                return BoundedText.of(text, longest);
            }
        }
        return null;
    }

    /** The first of these that holds a count. */
    @Nullable
    Long count(List<String> names) {
        for (var name : names) {
            var number = number(values.get(name));
            if (number != null && number >= 0 && number < MOST) {
                return number.longValue();
            }
        }
        return null;
    }

    private static @Nullable String text(@Nullable AnyValue value) {
        if (value == null) {
            return null;
        }
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            default -> null;
        };
    }

    private static @Nullable Double number(@Nullable AnyValue value) {
        if (value == null) {
            return null;
        }
        return switch (value.getValueCase()) {
            case INT_VALUE -> (double) value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case STRING_VALUE -> number(value.getStringValue());
            default -> null;
        };
    }

    private static @Nullable Double number(String text) {
        try {
            return text.length() > 20 ? null : Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
