package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionId;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection with all that a call over it needs, in memory.
 *
 * @param baseUrl null for the built-in model
 * @param keys those that are switched on, in their envelopes; none if the provider asks for none
 * @param lockedOut it has keys, but every one of them is switched off
 * @param hosting null unless it leads to machines of the tenant's own
 */
public record CallableConnection(
        ConnectionId id,
        String slug,
        ConnectionKind kind,
        @Nullable URI baseUrl,
        List<SealedKey> keys,
        boolean lockedOut,
        DisconnectPolicy onDisconnect,
        @Nullable Hosting hosting) {
    public CallableConnection {
        keys = List.copyOf(keys);
    }
}
