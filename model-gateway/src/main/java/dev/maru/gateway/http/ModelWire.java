package dev.maru.gateway.http;

import dev.maru.core.id.ConnectionId;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.ModelChange;
import dev.maru.gateway.catalog.ModelFacts;
import dev.maru.gateway.catalog.ModelScore;
import dev.maru.gateway.catalog.NewModel;
import dev.maru.gateway.http.PriceWire.WirePrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Models on the wire. */
final class ModelWire {
    private ModelWire() {}

    record WireModel(
            String id,
            long version,
            String connectionId,
            String qualifiedName,
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
            WireFacts facts,
            @Nullable String priceBook,
            @Nullable WirePrice price,
            List<WireScore> scores) {
        static WireModel of(CatalogModel model) {
            return new WireModel(
                    model.id().toString(),
                    model.version(),
                    model.connectionId().toString(),
                    model.qualifiedName(),
                    model.upstreamId(),
                    model.parent(),
                    model.name(),
                    model.contextWindow(),
                    model.maxOutputTokens(),
                    model.features(),
                    model.description(),
                    model.enabled(),
                    model.shared(),
                    model.createdAt(),
                    WireFacts.of(model.facts()),
                    model.book(),
                    model.price() == null ? null : WirePrice.of(model.price()),
                    model.scores().stream().map(WireScore::of).toList());
        }
    }

    record WireModels(List<WireModel> items) {}

    record WireNewModel(
            @Nullable String connectionId,
            @Nullable String upstreamId,
            @Nullable String name,
            @Nullable Integer contextWindow,
            @Nullable Integer maxOutputTokens,
            @Nullable List<String> features,
            @Nullable String description,
            @Nullable WireNewFacts facts) {
        NewModel model() {
            var upstream = Fields.required("upstreamId", upstreamId);
            return new NewModel(
                    PathIds.read(ConnectionId::parse, Fields.required("connectionId", connectionId)),
                    upstream,
                    name == null ? upstream : name,
                    contextWindow,
                    maxOutputTokens,
                    features == null ? List.of() : features,
                    description == null ? "" : description,
                    facts == null ? ModelFacts.UNKNOWN : facts.facts());
        }
    }

    record WireModelChange(
            @Nullable Long version,
            @Nullable String name,
            @Nullable Integer contextWindow,
            @Nullable Integer maxOutputTokens,
            @Nullable List<String> features,
            @Nullable String description,
            @Nullable Boolean enabled,
            @Nullable WireNewFacts facts) {
        ModelChange change() {
            return new ModelChange(
                    Fields.required("version", version),
                    name,
                    contextWindow,
                    maxOutputTokens,
                    features,
                    description,
                    enabled,
                    facts == null ? null : facts.facts());
        }
    }

    /** What the price book knows stands here too, unless somebody entered something else. */
    record WireFacts(
            List<String> inputs,
            List<String> outputs,
            @Nullable LocalDate releasedOn,
            @Nullable LocalDate deprecatedOn,
            @Nullable LocalDate retiresOn) {
        static WireFacts of(ModelFacts facts) {
            return new WireFacts(
                    facts.inputs(), facts.outputs(), facts.releasedOn(), facts.deprecatedOn(), facts.retiresOn());
        }
    }

    record WireNewFacts(
            @Nullable List<String> inputs,
            @Nullable List<String> outputs,
            @Nullable LocalDate releasedOn,
            @Nullable LocalDate deprecatedOn,
            @Nullable LocalDate retiresOn) {
        ModelFacts facts() {
            return new ModelFacts(
                    inputs == null ? List.of() : inputs,
                    outputs == null ? List.of() : outputs,
                    releasedOn,
                    deprecatedOn,
                    retiresOn);
        }
    }

    record WireScore(String benchmark, String value, String source, LocalDate asOf) {
        static WireScore of(ModelScore score) {
            return new WireScore(
                    score.benchmark(),
                    Objects.requireNonNull(Decimals.plain(score.value())),
                    score.source(),
                    score.asOf());
        }
    }

    record WireNewScore(
            @Nullable BigDecimal value,
            @Nullable String source,
            @Nullable LocalDate asOf) {
        ModelScore score(String benchmark) {
            return new ModelScore(
                    benchmark,
                    Fields.required("value", value),
                    Fields.required("source", source),
                    Fields.required("asOf", asOf));
        }
    }
}
