package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to a provider. Its secret never leaves the gateway.
 *
 * @param baseUrl up to and with its version; null for the built-in model
 * @param keys the oldest first; none if the provider asks for none
 * @param shared offered to every tenant by the operator; a tenant cannot change it
 */
public record Connection(
        ConnectionId id,
        long version,
        String slug,
        String name,
        ConnectionKind kind,
        @Nullable String baseUrl,
        List<ConnectionKey> keys,
        boolean enabled,
        DisconnectPolicy onDisconnect,
        boolean shared,
        Instant createdAt) {
    public Connection {
        keys = List.copyOf(keys);
    }

    Connection with(List<ConnectionKey> itsKeys) {
        return new Connection(
                id, version, slug, name, kind, baseUrl, itsKeys, enabled, onDisconnect, shared, createdAt);
    }
}
