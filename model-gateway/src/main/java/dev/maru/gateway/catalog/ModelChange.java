package dev.maru.gateway.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a model: null leaves a part as it is; {@code version} is the one that was read.
 *
 * @param facts replace all of them; what is empty in them is what the price book says
 */
public record ModelChange(
        long version,
        @Nullable String name,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutputTokens,
        @Nullable List<String> features,
        @Nullable String description,
        @Nullable Boolean enabled,
        @Nullable ModelFacts facts) {
    /** One that leaves the facts as they are. */
    public ModelChange(
            long version,
            @Nullable String name,
            @Nullable Integer contextWindow,
            @Nullable Integer maxOutputTokens,
            @Nullable List<String> features,
            @Nullable String description,
            @Nullable Boolean enabled) {
        this(version, name, contextWindow, maxOutputTokens, features, description, enabled, null);
    }
}
