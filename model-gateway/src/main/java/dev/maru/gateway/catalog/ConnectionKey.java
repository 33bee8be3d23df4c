package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionKeyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of a connection's keys; the secret itself never leaves the gateway.
 *
 * @param name such as {@code main}, unique within the connection
 * @param hint the last characters of the secret
 * @param weight its share of the calls among the keys in use
 * @param refusedAt when the provider stopped taking it; it rests until it is tested or replaced
 * @param refusedReason in the provider's words
 */
public record ConnectionKey(
        ConnectionKeyId id,
        long version,
        String name,
        String hint,
        int weight,
        boolean enabled,
        @Nullable Instant refusedAt,
        @Nullable String refusedReason,
        Instant createdAt) {
    public static final String MAIN = "main";

    /** Whether calls may go out with it. */
    public boolean usable() {
        return enabled && refusedAt == null;
    }
}
