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
        String description,
        ModelFacts facts) {
    public NewModel {
        features = List.copyOf(features);
    }

    /** One of which the price book may know the rest. */
    public NewModel(
            ConnectionId connectionId,
            String upstreamId,
            String name,
            @Nullable Integer contextWindow,
            @Nullable Integer maxOutputTokens,
            List<String> features,
            String description) {
        this(connectionId, upstreamId, name, contextWindow, maxOutputTokens, features, description, ModelFacts.UNKNOWN);
    }
}
