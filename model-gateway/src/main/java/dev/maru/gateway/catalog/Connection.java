package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A way to a provider. Its secret never leaves the gateway.
 *
 * @param kind {@code openai}, or {@code offline} for the built-in model
 * @param baseUrl up to and with {@code /v1}; null for the built-in model
 * @param secretHint the last characters of the secret, null if there is none
 * @param shared offered to every tenant by the operator; a tenant cannot change it
 */
public record Connection(
        ConnectionId id,
        long version,
        String slug,
        String name,
        String kind,
        @Nullable String baseUrl,
        @Nullable String secretHint,
        boolean enabled,
        DisconnectPolicy onDisconnect,
        boolean shared,
        Instant createdAt) {}
