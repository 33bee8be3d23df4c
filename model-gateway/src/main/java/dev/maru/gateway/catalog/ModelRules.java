package dev.maru.gateway.catalog;

import dev.maru.core.problem.PlatformException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model of the catalogue and its scores must be like. */
final class ModelRules {
    private ModelRules() {}

    static CatalogModel valid(CatalogModel model) {
        if (model.upstreamId().isEmpty() || model.upstreamId().length() > 200) {
            throw PlatformException.invalid("upstreamId", "1 to 200 characters: what the provider calls the model");
        }
        if (model.name().isEmpty() || model.name().length() > 200) {
            throw PlatformException.invalid("name", "1 to 200 characters");
        }
        positive("contextWindow", model.contextWindow());
        positive("maxOutputTokens", model.maxOutputTokens());
        known("features", model.features(), ModelFeature.wireNames());
        known("inputs", model.facts().inputs(), ModelFacts.MODALITIES);
        known("outputs", model.facts().outputs(), ModelFacts.MODALITIES);
        return model;
    }

    static ModelScore valid(ModelScore score) {
        if (!score.benchmark().matches("[a-z0-9][a-z0-9._-]{0,39}")) {
            throw PlatformException.invalid("benchmark", "lower case letters, digits, . _ - such as mt-bench or arena");
        }
        if (score.value().abs().intValue() > 1_000_000
                || score.value().stripTrailingZeros().scale() > 4) {
            throw PlatformException.invalid("value", "a number with at most 4 decimals");
        }
        if (!score.source().matches("https?://\\S{3,490}")) {
            throw PlatformException.invalid("source", "the address of a page on which the value stands");
        }
        return score;
    }

    private static void positive(String field, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw PlatformException.invalid(field, "a number of tokens above 0, or nothing");
        }
    }

    private static void known(String field, List<String> words, List<String> vocabulary) {
        if (!vocabulary.containsAll(words)) {
            throw PlatformException.invalid(field, "some of " + String.join(", ", vocabulary));
        }
    }
}
