package dev.maru.gateway.catalog;

import dev.maru.core.id.ModelId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model with all that a call of it needs, in memory.
 *
 * @param contextWindow in tokens, null if nobody said
 * @param score on the scale of MT-Bench, null if nobody said
 * @param sheets in the order of their rank: its own, the newest first, then the price book's
 */
public record CallableModel(
        CallableConnection connection,
        ModelId modelId,
        String upstreamId,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutputTokens,
        @Nullable Double score,
        Instant createdAt,
        List<PriceSheet> sheets) {
    public CallableModel {
        sheets = List.copyOf(sheets);
    }

    public String qualifiedName() {
        return connection.slug() + "/" + upstreamId;
    }

    public String connectionSlug() {
        return connection.slug();
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
