package dev.maru.gateway.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the price book knows of a provider's model.
 *
 * @param version of the book that said so last
 * @param sheets the newest first; empty where the installation accounts in another currency
 */
record BookModel(
        String version,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutputTokens,
        List<String> features,
        ModelFacts facts,
        List<PriceSheet> sheets) {
    BookModel {
        features = List.copyOf(features);
        sheets = List.copyOf(sheets);
    }
}
