package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.ModelId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model with all that a call of it needs, in memory.
 *
 * @param sealedSecret in its envelope, null if the provider asks for none
 * @param sheets in the order of their rank: its own, the newest first, then the price book's
 */
public record CallableModel(
        ConnectionId connectionId,
        String connectionSlug,
        String kind,
        @Nullable URI baseUrl,
        byte @Nullable [] sealedSecret,
        DisconnectPolicy onDisconnect,
        ModelId modelId,
        String upstreamId,
        @Nullable Integer maxOutputTokens,
        Instant createdAt,
        List<PriceSheet> sheets) {
    public CallableModel {
        sheets = List.copyOf(sheets);
    }

    public String qualifiedName() {
        return connectionSlug + "/" + upstreamId;
    }

    /** The sheet in force at a moment, null if there is none: the model is unpriced then. */
    public @Nullable PriceSheet priceAt(Instant moment) {
        for (var sheet : sheets) {
            if (!sheet.effectiveFrom().isAfter(moment)) {
                return sheet;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return qualifiedName();
    }
}
