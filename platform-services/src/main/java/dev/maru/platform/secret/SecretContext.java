package dev.maru.platform.secret;

import java.nio.charset.StandardCharsets;

/**
 * What a ciphertext is bound to, so that it cannot be moved: the table and row it lies in, its purpose, and the origin
 * it may be sent to (empty if it is sent nowhere).
 */
public record SecretContext(String table, String row, String purpose, String origin) {
    byte[] associatedData(String owner) {
        return String.join("|", "v1", owner, table, row, purpose, origin).getBytes(StandardCharsets.UTF_8);
    }
}
