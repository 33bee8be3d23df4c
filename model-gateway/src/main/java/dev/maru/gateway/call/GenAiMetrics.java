package dev.maru.gateway.call;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.catalog.PublicModels;
import dev.maru.gateway.provider.Operation;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The metrics of OpenTelemetry's conventions for generative AI, one measurement an attempt. Meters are looked up by what
 * tells them apart and made once; there are only so many, and none tells of a tenant: models with names of people's own
 * giving share a name here.
 */
@Component
class GenAiMetrics {
    /** Models with meters of their own; those that come later share one. */
    private static final int MOST_MODELS = 200;

    private static final String OTHER = "_OTHER";
    /** Beginnings of the buckets, as the conventions ask for. */
    private static final Duration[] SECONDS =
            millis(10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_240, 20_480, 40_960, 81_920);

    private static final Duration[] FIRST_TOKEN =
            millis(1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000);
    private static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864
    };

    private final MeterRegistry meters;
    private final PublicModels named;
    private final ConcurrentHashMap<Model, Used> used = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Ended, Timer> durations = new ConcurrentHashMap<>();

    GenAiMetrics(MeterRegistry meters, PublicModels named) {
        this.meters = meters;
        this.named = named;
    }

    private record Model(Operation operation, ConnectionKind kind, String name) {}

    /** @param error empty for none: as a label that is as good as no label */
    private record Ended(Model model, String error) {}

    /** What is measured of a model whatever became of the attempt. */
    private record Used(Model model, DistributionSummary input, DistributionSummary output, Timer firstToken) {}

    /** @param firstTokenNanos from the dispatch, 0 if nothing came or nothing was streamed */
    void record(
            Operation operation,
            ConnectionKind kind,
            String model,
            @Nullable String error,
            long durationNanos,
            long firstTokenNanos,
            TokenCounts tokens) {
        var of = used(new Model(operation, kind, named.knows(model) ? model : OTHER));
        durations
                .computeIfAbsent(new Ended(of.model(), error == null ? "" : error), this::duration)
                .record(durationNanos, TimeUnit.NANOSECONDS);
        if (firstTokenNanos > 0) {
            of.firstToken().record(firstTokenNanos, TimeUnit.NANOSECONDS);
        }
        if (tokens.total() > 0) {
            of.input().record(tokens.allInput());
            of.output().record(tokens.allOutput());
        }
    }

    private Used used(Model model) {
        var known = used.get(model);
        if (known != null) {
            return known;
        }
        var counted = used.size() < MOST_MODELS ? model : new Model(model.operation(), model.kind(), OTHER);
        return used.computeIfAbsent(counted, this::make);
    }

    private Used make(Model model) {
        var tags = tags(model);
        return new Used(
                model,
                tokens(tags.and("gen_ai.token.type", "input")),
                tokens(tags.and("gen_ai.token.type", "output")),
                Timer.builder("gen_ai.server.time_to_first_token")
                        .description("From the dispatch of an attempt to its first output, of streamed answers")
                        .tags(tags)
                        .serviceLevelObjectives(FIRST_TOKEN)
                        .register(meters));
    }

    private DistributionSummary tokens(Tags tags) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of an attempt, those of caches and of reasoning included")
                .tags(tags)
                .serviceLevelObjectives(TOKENS)
                .register(meters);
    }

    private Timer duration(Ended ended) {
        return Timer.builder("gen_ai.client.operation.duration")
                .description("From the dispatch of an attempt to its end")
                .tags(tags(ended.model()).and("error.type", ended.error()))
                .serviceLevelObjectives(SECONDS)
                .register(meters);
    }

    private static Tags tags(Model model) {
        return Tags.of(
                "gen_ai.operation.name", GenAiNames.operation(model.operation()),
                "gen_ai.provider.name", GenAiNames.provider(model.kind()),
                "gen_ai.request.model", model.name());
    }

    private static Duration[] millis(long... millis) {
        return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
