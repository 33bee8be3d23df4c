package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.PromptId;
import dev.maru.core.id.SplitId;
import dev.maru.gateway.call.VersionUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {
    private static final SplitId ID = new SplitId(UUID.fromString("0192f1c0-0000-7000-8000-000000000001"));

    private static Split split(Map<String, List<String>> conditions, Split.Variant... variants) {
        return new Split(
                ID,
                PromptId.next(),
                PromptLabel.PRODUCTION,
                List.of(variants),
                conditions,
                null,
                Split.State.RUNNING,
                "",
                "Ann",
                Instant.EPOCH,
                null);
    }

    private static @Nullable Integer choose(Split split, String key) {
        return split.choose(new SplitKey(key, Map.of()));
    }

    @Test
    void givesTheSharesThatWereAskedForAndTheRestToTheLabel() {
        var split = split(Map.of(), new Split.Variant(4, 1_000), new Split.Variant(5, 2_500));
        var counts = new int[3];
        IntStream.range(0, 100_000).forEach(i -> {
            var chosen = choose(split, "user-" + i);
            counts[chosen == null ? 0 : chosen - 3]++;
        });

        // Three standard deviations of a binomial share are below half a percent of the whole here.
        assertThat(counts[1]).isBetween(9_500, 10_500);
        assertThat(counts[2]).isBetween(24_500, 25_500);
        assertThat(counts[0]).isBetween(64_500, 65_500);
    }

    /** Made with another implementation: python3 -c 'int(sha256((id+":"+key).encode()).hexdigest()[:8],16) % 10000'. */
    @ParameterizedTest
    @CsvSource({"alice,7992", "bob,4413", "사용자-7,329"})
    void choosesByThePublishedFormula(String key, int bucket) {
        assertThat(Split.bucket(ID, key)).isEqualTo(bucket);
    }

    @Test
    void asksForEveryConditionAndOneOfItsValues() {
        var split =
                split(Map.of("plan", List.of("pro", "team"), "country", List.of("KR")), new Split.Variant(2, 10_000));

        assertThat(split.choose(new SplitKey("a", Map.of("plan", "team", "country", "KR", "more", "x"))))
                .isEqualTo(2);
        assertThat(split.choose(new SplitKey("a", Map.of("plan", "free", "country", "KR"))))
                .isNull();
        assertThat(split.choose(new SplitKey("a", Map.of("plan", "pro")))).isNull();
    }

    @Test
    void refusesSharesThatCannotBe() {
        assertThatThrownBy(() -> split(Map.of())).hasMessageContaining("variants");
        assertThatThrownBy(() -> split(Map.of(), new Split.Variant(1, 6_000), new Split.Variant(2, 4_001)))
                .hasMessageContaining("add up");
        assertThatThrownBy(() -> split(Map.of(), new Split.Variant(1, 1), new Split.Variant(1, 1)))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> new Split.Variant(1, 0)).hasMessageContaining("weight");
        assertThatThrownBy(() -> split(Map.of("a", List.of()), new Split.Variant(1, 1)))
                .hasMessageContaining("conditions");
    }

    private static VersionUsage usage(int version, long calls, long errors, long p95, String cost) {
        return new VersionUsage(version, calls, errors, 0, 0, new BigDecimal(cost), calls, p95, p95);
    }

    @Test
    void stopsWhatFailsMoreOftenUnlessItMayBeChance() {
        var guard = new SplitGuard(50, 0.05, null, null);
        var control = usage(1, 1_000, 20, 100, "1");

        assertThat(guard.verdict(control, usage(2, 200, 40, 100, "1")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("20.0 %", "version 2", "2.0 %"));
        assertThat(guard.verdict(control, usage(2, 200, 13, 100, "1"))).isEmpty();
        assertThat(guard.verdict(control, usage(2, 49, 49, 100, "1"))).isEmpty();
        assertThat(guard.verdict(usage(1, 50, 1, 100, "1"), usage(2, 50, 4, 100, "1")))
                .as("6 points more of 50 calls each happen by chance")
                .isEmpty();
    }

    @Test
    void stopsWhatIsTooSlowOrTooDear() {
        var slow = new SplitGuard(10, null, 1.5, null);
        assertThat(slow.verdict(usage(1, 10, 0, 100, "1"), usage(2, 10, 0, 151, "1")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("151 ms", "100 ms"));
        assertThat(slow.verdict(usage(1, 10, 0, 100, "1"), usage(2, 10, 0, 150, "1")))
                .isEmpty();
        var dear = new SplitGuard(10, null, null, 2.0);
        assertThat(dear.verdict(usage(1, 10, 0, 100, "1"), usage(2, 20, 0, 100, "4.1")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("0.205", "0.1"));
        assertThat(dear.verdict(usage(1, 10, 0, 100, "0"), usage(2, 10, 0, 100, "9")))
                .isEmpty();
    }
}
