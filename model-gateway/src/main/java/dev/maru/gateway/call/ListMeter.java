package dev.maru.gateway.call;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.protocol.ProviderFault;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/** Follows an answer of numbers: vectors, or an order of documents. It has input tokens only, if it has any. */
final class ListMeter implements Meter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private @Nullable TokenCounts usage;
    private @Nullable ProviderFault fault;
    private boolean reported;
    private boolean complete;

    @Override
    public void event(@Nullable String name, byte[] data) {
        throw new IllegalStateException("an answer of numbers is never relayed as a stream");
    }

    @Override
    public void whole(byte[] body) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotAnObject();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                switch (name) {
                    case "data", "results" -> {
                        complete |= value == JsonToken.START_ARRAY;
                        // Hundreds of thousands of numbers, none of which matters here.
                        parser.skipChildren();
                    }
                    case "usage" -> usage(ChatMeter.NODES.readTree(parser));
                    case "meta" -> usage(ChatMeter.NODES.readTree(parser).path("tokens"));
                    case "error" -> error(ChatMeter.NODES.readTree(parser));
                    default -> parser.skipChildren();
                }
            }
        }
    }

    private static final class NotAnObject extends JacksonException {
        NotAnObject() {
            super("not an object");
        }
    }

    private void error(JsonNode error) {
        if (error.isObject() || error.isString()) {
            var message =
                    error.isString() ? error.asString() : error.path("message").asString("an error");
            fault = new ProviderFault(0, message, null, null, null);
        }
    }

    /** OpenAI's words, or those of Cohere, whichever stand there. */
    private void usage(JsonNode node) {
        var count = node.has("prompt_tokens")
                ? node.path("prompt_tokens")
                : node.has("total_tokens") ? node.path("total_tokens") : node.path("input_tokens");
        if (count.isMissingNode() || count.isNull()) {
            return;
        }
        reported = true;
        var tokens = count.asLong(-1);
        usage = tokens < 0 || tokens > Integer.MAX_VALUE ? null : new TokenCounts(tokens, 0, 0, 0, 0);
    }

    @Override
    public boolean usageReported() {
        return reported;
    }

    @Override
    public @Nullable TokenCounts usage() {
        return usage;
    }

    @Override
    public @Nullable ProviderFault fault() {
        return fault;
    }

    @Override
    public CharSequence text() {
        return "";
    }

    @Override
    public boolean sawOutput() {
        return complete;
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public boolean complete() {
        return complete;
    }

    @Override
    public boolean passes() {
        return true;
    }

    @Override
    public boolean hidden() {
        return false;
    }

    @Override
    public byte @Nullable [] translated() {
        return null;
    }

    @Override
    public byte[] end() {
        return new byte[0];
    }
}
