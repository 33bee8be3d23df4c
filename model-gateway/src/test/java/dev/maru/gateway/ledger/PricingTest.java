package dev.maru.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.PriceId;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.PriceSheet;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PricingTest {
    private static PriceSheet sheet(
            @Nullable String input,
            @Nullable String read,
            @Nullable String write,
            @Nullable String output,
            @Nullable String reasoning) {
        return new PriceSheet(
                PriceId.next(),
                Instant.EPOCH,
                "USD",
                decimal(input),
                decimal(read),
                decimal(write),
                decimal(output),
                decimal(reasoning),
                "test");
    }

    private static @Nullable BigDecimal decimal(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static @Nullable BigDecimal cost(TokenCounts tokens, @Nullable PriceSheet sheet) {
        return Pricing.charge(tokens, true, sheet).cost();
    }

    @Test
    void addsUpEveryKindOnce() {
        var tokens = new TokenCounts(1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000);

        assertThat(cost(tokens, sheet("1", "0.1", "1.25", "10", "20"))).isEqualByComparingTo("144.95");
    }

    @Test
    void fallsBackToThePriceOfTheWholeKind() {
        assertThat(cost(new TokenCounts(0, 1_000_000, 1_000_000, 0, 1_000_000), sheet("3", null, null, "15", null)))
                .isEqualByComparingTo("21");
    }

    @Test
    void isUnpricedRatherThanFree() {
        assertThat(cost(new TokenCounts(1, 0, 0, 0, 0), null)).isNull();
        assertThat(cost(new TokenCounts(1, 0, 0, 1, 0), sheet("3", null, null, null, null)))
                .isNull();
        assertThat(cost(new TokenCounts(1, 0, 0, 0, 0), sheet("0", null, null, "0", null)))
                .isEqualByComparingTo("0");
    }

    @Test
    void isExactToTheLastDigitOfTheLedger() {
        var random = new Random(3);
        for (int run = 0; run < 5_000; run++) {
            var rate = BigDecimal.valueOf(random.nextLong(1_000_000_000L), 6);
            long tokens = random.nextLong(5_000_000);
            var sheet = sheet(rate.toPlainString(), null, null, "1", null);
            var cost = Objects.requireNonNull(cost(new TokenCounts(tokens, 0, 0, 0, 0), sheet));

            assertThat(cost.stripTrailingZeros().scale()).isLessThanOrEqualTo(12);
            assertThat(cost.multiply(BigDecimal.valueOf(1_000_000)))
                    .isEqualByComparingTo(rate.multiply(BigDecimal.valueOf(tokens), MathContext.UNLIMITED));
        }
    }

    @Test
    void splitsWhatProvidersReportIntoDisjointKinds() {
        var random = new Random(5);
        for (int run = 0; run < 5_000; run++) {
            long prompt = random.nextLong(100_000);
            long cached = random.nextLong(prompt + 1);
            long written = random.nextLong(prompt - cached + 1);
            long completion = random.nextLong(100_000);
            long reasoning = random.nextLong(completion + 1);

            var counts = Objects.requireNonNull(
                    new ReportedUsage(prompt, completion, prompt + completion, cached, written, reasoning).counts());

            assertThat(counts.total()).isEqualTo(prompt + completion);
            assertThat(counts.cacheRead()).isEqualTo(cached);
            assertThat(counts.reasoning()).isEqualTo(reasoning);
        }
    }

    @Test
    void understandsReasoningThatComesOnTop() {
        assertThat(new ReportedUsage(10, 5, 115L, 0, 0, 100).counts()).isEqualTo(new TokenCounts(10, 0, 0, 5, 100));
    }

    @Test
    void believesNoImpossibleFigures() {
        for (var usage : List.of(
                new ReportedUsage(-1, 5, null, 0, 0, 0),
                new ReportedUsage(1, -5, null, 0, 0, 0),
                new ReportedUsage(5, 5, 10L, 6, 0, 0),
                new ReportedUsage(5, 5, 10L, 0, 0, 6),
                new ReportedUsage(Long.MAX_VALUE, 5, null, 0, 0, 0))) {
            assertThat(usage.counts()).as(usage.toString()).isNull();
        }
    }

    @Test
    void sumsAreUnknownAsSoonAsAPartIs() {
        var priced = Pricing.charge(new TokenCounts(10, 0, 0, 0, 0), true, sheet("1", null, null, "1", null));
        var unpriced = Pricing.charge(new TokenCounts(10, 0, 0, 0, 0), false, null);

        assertThat(ChargeSum.of(List.of(priced, unpriced)).cost()).isNull();
        assertThat(ChargeSum.of(List.of(priced, unpriced)).exact()).isFalse();
        assertThat(ChargeSum.of(List.of(priced, priced)).cost()).isEqualByComparingTo("0.00002");
        assertThat(ChargeSum.of(List.of()).cost()).isNull();
    }
}
