package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.ModelId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that a tenant can call.
 *
 * @param upstreamId what the provider calls it
 * @param parent the upstream id of the model that it is an adapter of, null if it is none
 * @param name what people call it
 * @param book the version of the price book that knows the model and filled in what nobody entered
 * @param price the sheet in force now, null if calls of it are unpriced
 */
public record CatalogModel(
        ModelId id,
        long version,
        ConnectionId connectionId,
        String connectionSlug,
        String upstreamId,
        @Nullable String parent,
        String name,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutputTokens,
        List<String> features,
        String description,
        boolean enabled,
        boolean shared,
        Instant createdAt,
        ModelFacts facts,
        @Nullable String book,
        @Nullable PriceSheet price,
        List<ModelScore> scores) {
    public CatalogModel {
        features = List.copyOf(features);
        scores = List.copyOf(scores);
    }

    /** The name that always works in a call: {@code <connection>/<upstream id>}. */
    public String qualifiedName() {
        return connectionSlug + "/" + upstreamId;
    }

    /** With its price and scores, and with what the price book says where nobody entered anything. */
    CatalogModel seen(@Nullable PriceSheet own, Optional<BookModel> known, List<ModelScore> scores, Instant now) {
        var fromBook = known.stream()
                .flatMap(model -> model.sheets().stream())
                .filter(sheet -> !sheet.effectiveFrom().isAfter(now))
                .findFirst()
                .orElse(null);
        return new CatalogModel(
                id,
                version,
                connectionId,
                connectionSlug,
                upstreamId,
                parent,
                name,
                contextWindow == null ? known.map(BookModel::contextWindow).orElse(null) : contextWindow,
                maxOutputTokens == null ? known.map(BookModel::maxOutputTokens).orElse(null) : maxOutputTokens,
                features.isEmpty() ? known.map(BookModel::features).orElse(features) : features,
                description,
                enabled,
                shared,
                createdAt,
                known.map(model -> facts.orElse(model.facts())).orElse(facts),
                known.map(BookModel::version).orElse(null),
                own == null ? fromBook : own,
                scores);
    }
}
