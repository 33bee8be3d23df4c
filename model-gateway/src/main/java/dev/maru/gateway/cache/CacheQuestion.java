package dev.maru.gateway.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks, as the cache knows it.
 *
 * @param digest of everything that makes the answer, 32 bytes
 * @param context the same without the last question, 32 bytes
 * @param text the last question, null if it is not plain text
 */
public record CacheQuestion(
        byte[] digest, byte[] context, @Nullable String text) {
    /** An empty digest of the kind that questions are made of. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] sha256(byte[] context, String model) {
        var digest = sha256();
        digest.update(context);
        return digest.digest(model.getBytes(StandardCharsets.UTF_8));
    }
}
