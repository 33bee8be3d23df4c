package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.catalog.PublicModels;
import dev.maru.gateway.provider.Operation;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GenAiMetricsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final GenAiMetrics metrics = new GenAiMetrics(
            meters,
            new PublicModels(
                    IntStream.range(0, 1_000).mapToObj(i -> "model " + i).collect(Collectors.toSet())));

    @Test
    void makesMetersForSoManyModelsAndOneForTheRest() {
        for (int i = 0; i < 1_000; i++) {
            record("model " + i, null);
        }

        var models = meters.getMeters().stream()
                .map(meter -> meter.getId().getTag("gen_ai.request.model"))
                .collect(Collectors.toSet());
        assertThat(models).hasSize(201).contains("model 0", "_OTHER").doesNotContain("model 999");
        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tag("gen_ai.request.model", "_OTHER")
                        .timer()
                        .count())
                .isEqualTo(800);
    }

    @Test
    void doesNotNameModelsThatPeopleNamed() {
        record("ft:model 1:acme", null);

        assertThat(meters.getMeters())
                .extracting(meter -> meter.getId().getTag("gen_ai.request.model"))
                .containsOnly("_OTHER");
    }

    @Test
    void tellsFailuresApartAndNothingOfWhoCalls() {
        record("model 1", null);
        record("model 1", "timeout");
        record("model 1", "timeout");

        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tag("error.type", "timeout")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(meters.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(tag -> tag.getKey())
                .containsOnly(
                        "gen_ai.operation.name",
                        "gen_ai.provider.name",
                        "gen_ai.request.model",
                        "gen_ai.token.type",
                        "error.type",
                        // Of the buckets.
                        "le");
        assertThat(meters.getMeters()).extracting(Meter::getId).doesNotHaveDuplicates();
    }

    @Test
    void measuresTheFirstTokenOnlyWhereOneCame() {
        metrics.record(Operation.CHAT, ConnectionKind.OPENAI, "m", null, 100, 0, TokenCounts.NONE);

        assertThat(meters.get("gen_ai.server.time_to_first_token").timer().count())
                .isZero();
        assertThat(meters.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "input")
                        .summary()
                        .count())
                .isZero();
    }

    private void record(String model, @Nullable String error) {
        metrics.record(Operation.CHAT, ConnectionKind.OPENAI, model, error, 100, 50, new TokenCounts(10, 0, 0, 5, 0));
    }
}
