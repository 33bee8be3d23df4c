package dev.maru.gateway.call;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.protocol.ProviderFault;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Follows an answer of numbers: vectors, or an order of documents. It has input tokens only, if it has any. */
final class ListMeter implements Meter {
    private @Nullable TokenCounts usage;
    private @Nullable ProviderFault fault;
    private boolean reported;
    private boolean complete;

    @Override
    public void event(@Nullable String name, byte[] data) {
        throw new UnsupportedOperationException("such an answer is never streamed");
    }

    @Override
    public void whole(byte[] body) {
        var root = RequestEnvelope.JSON.readTree(body);
        if (!root.isObject()) {
            throw new NotAnObject();
        }
        complete = root.path("data").isArray() || root.path("results").isArray();
        var error = root.path("error");
        if (error.isObject() || error.isString()) {
            fault = new ProviderFault(
                    0,
                    error.isString() ? error.asString() : error.path("message").asString("an error"),
                    null,
                    null,
                    null);
        }
        usage(root);
    }

    private static final class NotAnObject extends JacksonException {
        NotAnObject() {
            super("not an object");
        }
    }

    private void usage(JsonNode root) {
        var openAi = root.path("usage");
        var cohere = root.path("meta").path("tokens");
        var count = openAi.has("prompt_tokens")
                ? openAi.path("prompt_tokens")
                : openAi.has("total_tokens") ? openAi.path("total_tokens") : cohere.path("input_tokens");
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
