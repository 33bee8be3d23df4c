package dev.maru.gateway.protocol;

import org.jspecify.annotations.Nullable;

/** A request that its protocol does not allow, or that a target has no words for; the message names the field. */
public final class ProtocolException extends RuntimeException {
    private final @Nullable String field;

    public ProtocolException(@Nullable String field, String sentence) {
        super(sentence);
        this.field = field;
    }

    public @Nullable String field() {
        return field;
    }
}
