package dev.maru.gateway.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of a model: null leaves a part as it is; {@code version} is the one that was read. */
public record ModelChange(
        long version,
        @Nullable String name,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutputTokens,
        @Nullable List<String> features,
        @Nullable String description,
        @Nullable Boolean enabled) {}
