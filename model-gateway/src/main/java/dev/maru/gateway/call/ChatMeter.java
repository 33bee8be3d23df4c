package dev.maru.gateway.call;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.protocol.ProviderFault;
import dev.maru.gateway.protocol.Usage;
import dev.maru.gateway.protocol.openai.OpenAiUsage;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * Follows an answer of the OpenAI chat protocol that passes to the client as it is. It reads only what it needs, since
 * this is the way that most calls take.
 */
final class ChatMeter implements Meter {
    private static final byte[] END_MARK = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    /** Reads one value in the midst of others, which the mapper's own default takes for a mistake. */
    static final ObjectReader NODES =
            RequestEnvelope.JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final JsonFactory FACTORY = new JsonFactory();
    /** Beyond this much text an estimate is sure to be rough anyway. */
    private static final int TEXT_LIMIT = 4 << 20;

    /** Reasons to end that are the model's own; servers of this protocol have invented some. */
    private static final Set<String> WILLING =
            Set.of("stop", "tool_calls", "function_call", "stop_sequence", "eos_token", "end_turn");

    private static final int MOST_CHOICES = 128;
    private static final String WORDLESS = "an error, without saying which";

    private final boolean usageAsked;
    private final StringBuilder text = new StringBuilder();
    private final BitSet begun = new BitSet();
    private final BitSet finished = new BitSet();
    private @Nullable Usage usage;
    private @Nullable String serviceTier;
    private @Nullable ProviderFault fault;

    private boolean sawChoices;
    private boolean sawOutput;
    private boolean sawUsage;
    private boolean emptyChoices;
    private boolean ended;
    private boolean cut;

    /** @param usageAsked whether the client wants to see usage in a stream */
    ChatMeter(boolean usageAsked) {
        this.usageAsked = usageAsked;
    }

    @Override
    public void event(@Nullable String name, byte[] data) {
        if (isEndMark(data)) {
            ended = true;
        } else {
            whole(data);
        }
    }

    private static boolean isEndMark(byte[] data) {
        return data.length < 16
                && new String(data, StandardCharsets.US_ASCII).strip().equals("[DONE]");
    }

    @Override
    public void whole(byte[] json) {
        sawChoices = false;
        sawOutput = false;
        sawUsage = false;
        emptyChoices = false;
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotAnObject(parser);
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                switch (name) {
                    case "choices" -> choices(parser, value);
                    case "usage" -> usage(parser, value);
                    case "service_tier" -> serviceTier = value == JsonToken.VALUE_STRING ? parser.getString() : null;
                    case "error" -> error(parser, value);
                    default -> parser.skipChildren();
                }
            }
        }
    }

    private static final class NotAnObject extends JacksonException {
        NotAnObject(JsonParser parser) {
            super("not an object", parser.currentLocation(), null);
        }
    }

    private void choices(JsonParser parser, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        sawChoices = true;
        emptyChoices = true;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            emptyChoices = false;
            choice(parser);
        }
    }

    private void choice(JsonParser parser) {
        int index = 0;
        var ends = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            var value = parser.nextToken();
            switch (name) {
                case "index" -> index = Math.clamp(parser.getValueAsInt(0), 0, MOST_CHOICES);
                case "finish_reason" -> {
                    ends = value == JsonToken.VALUE_STRING;
                    cut |= ends && !WILLING.contains(parser.getString());
                }
                case "delta", "message" -> output(parser);
                default -> parser.skipChildren();
            }
        }
        begun.set(index);
        if (ends) {
            finished.set(index);
        }
    }

    /** Every text below a delta or a message counts as output, but for what only names or frames it. */
    private void output(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        int depth = 1;
        while (depth > 0) {
            var token = parser.nextToken();
            if (token == null) {
                return;
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING && isOutput(parser.currentName())) {
                append(parser.getString());
            }
        }
    }

    private static boolean isOutput(@Nullable String field) {
        return field == null
                || switch (field) {
                    case "role", "id", "type", "tool_call_id", "data" -> false;
                    default -> true;
                };
    }

    private void append(String output) {
        if (!output.isEmpty()) {
            sawOutput = true;
            if (text.length() < TEXT_LIMIT) {
                text.append(output);
            }
        }
    }

    private void usage(JsonParser parser, JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        sawUsage = true;
        var node = NODES.readTree(parser);
        usage = OpenAiUsage.ofChat(node, null);
    }

    private void error(JsonParser parser, JsonToken value) {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        var node = NODES.readTree(parser);
        var message = node.isString() ? node.asString() : node.path("message").asString(WORDLESS);
        fault = new ProviderFault(
                node.path("code").asInt(node.path("status").asInt(0)),
                message,
                node.path("type").asString(null),
                node.path("code").isString() ? node.path("code").asString() : null,
                null);
    }

    @Override
    public boolean usageReported() {
        return usage != null;
    }

    @Override
    public @Nullable TokenCounts usage() {
        return usage == null ? null : usage.counts();
    }

    @Override
    public @Nullable String serviceTier() {
        return serviceTier;
    }

    @Override
    public @Nullable ProviderFault fault() {
        return fault;
    }

    @Override
    public CharSequence text() {
        return text;
    }

    @Override
    public boolean sawOutput() {
        return sawOutput;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    /** Whether every answer that began has said why it ended. */
    @Override
    public boolean complete() {
        return !begun.isEmpty() && finished.equals(begun);
    }

    @Override
    public boolean whole() {
        return complete() && !cut;
    }

    @Override
    public boolean passes() {
        return true;
    }

    /** The usage that {@code include_usage} brings stays from clients that did not ask. */
    @Override
    public boolean hidden() {
        return sawUsage && sawChoices && emptyChoices && !usageAsked;
    }

    @Override
    public byte @Nullable [] translated() {
        return null;
    }

    @Override
    public byte[] end() {
        return END_MARK.clone();
    }
}
