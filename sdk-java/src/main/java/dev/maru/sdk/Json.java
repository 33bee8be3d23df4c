package dev.maru.sdk;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as plain Java: maps in the order of their fields, lists, texts, numbers, booleans and null. Decimals are read as
 * {@code BigDecimal}, so that 0.1 stays 0.1.
 */
final class Json {
    private static final int MAX_DEPTH = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(16 * 1024 * 1024)
                    .build())
            .build();

    /** The bytes are no JSON of the kind that was expected. */
    static final class UnreadableException extends Exception {
        UnreadableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private Json() {}

    /** Reads one JSON object; what it holds cannot be changed. */
    static Map<String, @Nullable Object> readObject(byte[] json) throws UnreadableException {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableException("this is no JSON object", null);
            }
            var object = object(parser);
            if (parser.nextToken() != null) {
                throw new UnreadableException("there is more than one JSON object", null);
            }
            return object;
        } catch (JacksonException e) {
            throw new UnreadableException(e.getOriginalMessage(), e);
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalStateException("no value begins with " + parser.currentToken());
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return Collections.unmodifiableMap(object);
    }

    private static List<@Nullable Object> array(JsonParser parser) {
        var array = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return Collections.unmodifiableList(array);
    }

    /**
     * Writes maps, iterables, texts, numbers, booleans and nulls.
     *
     * @throws IllegalArgumentException if there is anything else in the value, or it is nested too deeply
     */
    static byte[] write(@Nullable Object value) {
        var bytes = new ByteArrayOutputStream();
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(generator, value, 0);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator generator, @Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("values are nested more than " + MAX_DEPTH + " deep");
        }
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            map.forEach((name, element) -> {
                generator.writeName(String.valueOf(name));
                write(generator, element, depth + 1);
            });
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            generator.writeStartArray();
            list.forEach(element -> write(generator, element, depth + 1));
            generator.writeEndArray();
        } else if (value instanceof CharSequence || value instanceof Enum<?> || value instanceof Character) {
            generator.writeString(value.toString());
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Number number && isJson(number)) {
            generator.writeNumber(number.toString());
        } else {
            throw new IllegalArgumentException("a " + value.getClass().getName()
                    + " has no form in JSON; give text, numbers, booleans, lists or maps");
        }
    }

    /** Not every number can be written: NaN and the infinities cannot. */
    private static boolean isJson(Number number) {
        return number.toString().matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    }
}
