package dev.maru.prompts.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the canonical JSON of kind, body, config, syntax and variables: equal content, equal hash. */
public record ContentHash(String hex) {
    public static ContentHash of(PromptBody body, PromptConfig config, DeclaredVariables variables) {
        return new ContentHash(HexFormat.of()
                .formatHex(sha256(PromptJson.content(body, config, variables).getBytes(StandardCharsets.UTF_8))));
    }

    public static ContentHash ofBytes(byte[] sha256) {
        return new ContentHash(HexFormat.of().formatHex(sha256));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "sha256:" + hex;
    }
}
