package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.ModelId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model that a tenant can call.
 *
 * @param upstreamId what the provider calls it
 * @param name what people call it
 * @param price the sheet in force now, null if calls of it are unpriced
 */
public record CatalogModel(
        ModelId id,
        long version,
        ConnectionId connectionId,
        String connectionSlug,
        String upstreamId,
        String name,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutputTokens,
        List<String> features,
        String description,
        boolean enabled,
        boolean shared,
        Instant createdAt,
        @Nullable PriceSheet price) {
    public CatalogModel {
        features = List.copyOf(features);
    }

    /** The name that always works in a call: {@code <connection>/<upstream id>}. */
    public String qualifiedName() {
        return connectionSlug + "/" + upstreamId;
    }

    CatalogModel at(@Nullable PriceSheet inForce) {
        return new CatalogModel(
                id,
                version,
                connectionId,
                connectionSlug,
                upstreamId,
                name,
                contextWindow,
                maxOutputTokens,
                features,
                description,
                enabled,
                shared,
                createdAt,
                inForce);
    }
}
