package dev.maru.gateway.call;

import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.CallForm;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.PromptCall;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as the client's bytes, with the few fields that the gateway needs and where each top-level field lies.
 * Everything else is neither read nor rewritten.
 */
final class RequestEnvelope {
    private static final int DEEPEST = 100;
    private static final int MOST_CHOICES = 128;
    private static final double MOST_TOKENS = 1e9;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    // The body is bounded already; a picture may be one long string.
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    static final JsonMapper JSON = JsonMapper.builder(FACTORY).build();
    private static final Set<String> PROMPT_FIELDS = Set.of("name", "id", "label", "version", "variables", "splitKey");

    /** Where a field lies: from the quote of its name, and its value from the first byte to behind the last. */
    record Span(int nameStart, int valueStart, int valueEnd, JsonToken type) {}

    private final CallForm form;
    private final byte[] body;
    private final Map<String, Span> fields = new LinkedHashMap<>();
    private int objectStart;
    private int objectEnd;

    private @Nullable String model;
    private boolean stream;
    private @Nullable Long maxTokens;
    private @Nullable Integer choices;
    private @Nullable String user;

    private RequestEnvelope(CallForm form, byte[] body) {
        this.form = form;
        this.body = body;
    }

    /** Throws {@link GatewayError#CALL_MALFORMED} with the reason if the bytes are no chat request. */
    static RequestEnvelope parse(CallForm form, byte[] body) {
        if (body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF) {
            throw malformed(null, "The body begins with a byte order mark; send plain UTF-8 without one.");
        }
        if (body.length >= 2 && (body[0] == 0 || body[1] == 0)) {
            throw malformed(null, "The body must be JSON in UTF-8.");
        }
        var envelope = new RequestEnvelope(form, body);
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            envelope.read(parser);
        } catch (StreamConstraintsException e) {
            throw malformed(
                    null,
                    "The body is nested more than " + DEEPEST + " levels deep, or holds a name or number"
                            + " that is too long.");
        } catch (JacksonException e) {
            var location = e.getLocation();
            var at = location == null ? "" : " at byte " + Math.max(0, location.getByteOffset());
            throw malformed(null, "The body is no valid JSON" + at + ": " + firstLine(e.getOriginalMessage()));
        }
        return envelope;
    }

    private void read(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed(null, "The body must be a JSON object.");
        }
        objectStart = offset(parser.currentTokenLocation().getByteOffset());
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            int nameStart = offset(parser.currentTokenLocation().getByteOffset());
            var type = parser.nextToken();
            int valueStart = offset(parser.currentTokenLocation().getByteOffset());
            readField(parser, name, type);
            parser.finishToken();
            parser.skipChildren();
            int valueEnd = offset(parser.currentLocation().getByteOffset());
            fields.put(name, new Span(nameStart, valueStart, valueEnd, type));
        }
        objectEnd = offset(parser.currentLocation().getByteOffset());
        if (parser.nextToken() != null) {
            throw malformed(null, "The body holds more than one JSON value.");
        }
        needs();
    }

    private void needs() {
        switch (form) {
            case CHAT, MESSAGES -> {
                if (!fields.containsKey("messages") && !fields.containsKey("prompt")) {
                    throw malformed("messages", "messages: give a list of messages, or name a registered prompt.");
                }
            }
            case RESPONSES -> {
                if (!fields.containsKey("input") && !fields.containsKey("prompt")) {
                    throw malformed("input", "input: give a text or a list of items, or name a registered prompt.");
                }
            }
            case EMBEDDINGS -> {
                if (!fields.containsKey("input")) {
                    throw malformed("input", "input: give a text, or a list of texts.");
                }
            }
            case RERANK -> {
                if (!fields.containsKey("query") || !fields.containsKey("documents")) {
                    throw malformed(
                            "documents", "query and documents: give a text, and a list of texts to put in order.");
                }
            }
        }
    }

    CallForm form() {
        return form;
    }

    private void readField(JsonParser parser, String name, JsonToken type) {
        switch (name) {
            case "model" -> {
                if (type != JsonToken.VALUE_STRING || parser.getString().isBlank()) {
                    throw malformed("model", "model: give the name of a model as text.");
                }
                model = parser.getString();
            }
            case "stream" -> {
                if (type != JsonToken.VALUE_TRUE && type != JsonToken.VALUE_FALSE && type != JsonToken.VALUE_NULL) {
                    throw malformed("stream", "stream: true or false.");
                }
                stream = type == JsonToken.VALUE_TRUE;
            }
            case "messages" -> {
                if (type != JsonToken.START_ARRAY) {
                    throw malformed("messages", "messages: give a list of messages.");
                }
            }
            case "max_tokens", "max_completion_tokens", "max_output_tokens" -> {
                if (type == JsonToken.VALUE_NUMBER_INT && limitsOutput(form, name)) {
                    var limit = bounded(parser.getDoubleValue());
                    maxTokens = maxTokens == null ? limit : Math.max(maxTokens, limit);
                }
            }
            case "n" -> {
                if (type == JsonToken.VALUE_NUMBER_INT && form == CallForm.CHAT) {
                    choices = (int) Math.clamp(parser.getDoubleValue(), 1, MOST_CHOICES);
                }
            }
            case "user" -> {
                if (type == JsonToken.VALUE_STRING) {
                    user = parser.getString();
                }
            }
            default -> {
                // Unknown fields go to the provider as they are.
            }
        }
    }

    /** Whether a field bounds the output in this form; a stray one of another form must not. */
    static boolean limitsOutput(CallForm form, String field) {
        return switch (form) {
            case CHAT -> field.equals("max_tokens") || field.equals("max_completion_tokens");
            case RESPONSES -> field.equals("max_output_tokens");
            case MESSAGES -> field.equals("max_tokens");
            case EMBEDDINGS, RERANK -> false;
        };
    }

    /** More than any model says; sums of such numbers stay far from overflowing. */
    static long bounded(double tokens) {
        return (long) Math.clamp(tokens, 0, MOST_TOKENS);
    }

    /** How many answers are asked for, null if the request does not say. */
    @Nullable
    Integer choices() {
        return choices;
    }

    private static int offset(long byteOffset) {
        return Math.toIntExact(byteOffset);
    }

    byte[] body() {
        return body;
    }

    @Nullable
    Span field(String name) {
        return fields.get(name);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The top-level fields in their order. */
    List<String> names() {
        return List.copyOf(fields.keySet());
    }

    int objectStart() {
        return objectStart;
    }

    int objectEnd() {
        return objectEnd;
    }

    @Nullable
    String model() {
        return model;
    }

    boolean stream() {
        return stream;
    }

    @Nullable
    Long maxTokens() {
        return maxTokens;
    }

    @Nullable
    String user() {
        return user;
    }

    /** Whether the client itself asked for usage in the stream. */
    boolean usageAsked() {
        var options = fields.get("stream_options");
        return options != null
                && options.type() == JsonToken.START_OBJECT
                && tree(options).path("include_usage").asBoolean(false);
    }

    JsonNode tree(Span span) {
        return JSON.readTree(body, span.valueStart(), span.valueEnd() - span.valueStart());
    }

    /** The registered prompt that the call names, null if none. */
    @Nullable
    PromptCall prompt() {
        var span = fields.get("prompt");
        if (span == null || span.type() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (span.type() != JsonToken.START_OBJECT) {
            throw malformed(
                    "prompt",
                    "prompt: an object {name, label or version, variables, splitKey}; text goes into messages.");
        }
        var prompt = tree(span);
        for (var name : prompt.propertyNames()) {
            if (!PROMPT_FIELDS.contains(name) || name.equals("id") && form != CallForm.RESPONSES) {
                throw malformed(
                        "prompt." + name,
                        "prompt." + name + ": there is no such field; use name, label,"
                                + " version, variables, splitKey.");
            }
        }
        var name = text(prompt, "name");
        if (name == null && form == CallForm.RESPONSES) {
            name = text(prompt, "id");
        }
        if (name == null) {
            throw malformed("prompt.name", "prompt.name: give the name of a registered prompt.");
        }
        var label = text(prompt, "label");
        var version = version(prompt);
        if (label != null && version != null) {
            throw malformed("prompt.label", "prompt: give a label or a version, not both.");
        }
        return new PromptCall(name, label, version, variables(prompt), text(prompt, "splitKey"), Map.of());
    }

    private static @Nullable String text(JsonNode prompt, String field) {
        var value = prompt.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw malformed("prompt." + field, "prompt." + field + ": text.");
        }
        return value.asString();
    }

    private @Nullable Integer version(JsonNode prompt) {
        var value = prompt.path("version");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        // OpenAI writes the version as text.
        if (form == CallForm.RESPONSES && value.isString() && value.asString().matches("[1-9][0-9]{0,8}")) {
            return Integer.valueOf(value.asString());
        }
        if (!value.isInt() || value.asInt() < 1) {
            throw malformed("prompt.version", "prompt.version: a whole number from 1.");
        }
        return value.asInt();
    }

    private static Map<String, @Nullable Object> variables(JsonNode prompt) {
        var value = prompt.path("variables");
        if (value.isMissingNode() || value.isNull()) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw malformed("prompt.variables", "prompt.variables: an object of names and values.");
        }
        var variables = new HashMap<String, @Nullable Object>();
        for (var variable : value.properties()) {
            var given = variable.getValue();
            variables.put(variable.getKey(), given.isNull() ? null : JSON.treeToValue(given, Object.class));
        }
        return variables;
    }

    static PlatformException malformed(@Nullable String field, String sentence) {
        return new PlatformException(
                GatewayError.CALL_MALFORMED,
                sentence,
                field == null ? List.of() : List.of(new FieldError(field, sentence)),
                null);
    }

    private static String firstLine(String message) {
        var end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
