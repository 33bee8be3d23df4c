package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model to add by hand. */
public record NewModel(
        ConnectionId connectionId,
        String upstreamId,
        String name,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutputTokens,
        List<String> features,
        String description) {
    public NewModel {
        features = List.copyOf(features);
    }
}
