package dev.maru.gateway.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Carries the signature of a tool call inside its id, for protocols that have no field for it: clients send ids back
 * unchanged, so that nothing needs to be remembered.
 */
public record SignedCallId(String id, @Nullable String signature) {
    private static final String MARK = "__sig__";

    public static SignedCallId parse(String text) {
        int at = text.indexOf(MARK);
        if (at < 0) {
            return new SignedCallId(text, null);
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(text.substring(at + MARK.length()));
            return new SignedCallId(text.substring(0, at), new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return new SignedCallId(text, null);
        }
    }

    @Override
    public String toString() {
        return signature == null
                ? id
                : id
                        + MARK
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(signature.getBytes(StandardCharsets.UTF_8));
    }
}
