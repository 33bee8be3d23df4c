package dev.maru.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.PriceId;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.gateway.catalog.PriceTier;
import dev.maru.gateway.catalog.Rates;
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
    void sumsAreUnknownAsSoonAsAPartIs() {
        var priced = Pricing.charge(new TokenCounts(10, 0, 0, 0, 0), true, sheet("1", null, null, "1", null));
        var unpriced = Pricing.charge(new TokenCounts(10, 0, 0, 0, 0), false, null);

        assertThat(ChargeSum.of(List.of(priced, unpriced)).cost()).isNull();
        assertThat(ChargeSum.of(List.of(priced, unpriced)).exact()).isFalse();
        assertThat(ChargeSum.of(List.of(priced, priced)).cost()).isEqualByComparingTo("0.00002");
        assertThat(ChargeSum.of(List.of()).cost()).isNull();
    }

    private static Rates rates(Random random) {
        var rates = new @Nullable BigDecimal[8];
        for (int kind = 0; kind < rates.length; kind++) {
            boolean base = kind == 0 || kind == 5;
            rates[kind] = base || random.nextBoolean() ? BigDecimal.valueOf(1 + random.nextLong(99_999_999L), 6) : null;
        }
        return new Rates(rates[0], rates[1], rates[2], rates[3], rates[4], rates[5], rates[6], rates[7]);
    }

    private static TokenCounts tokens(Random random) {
        return new TokenCounts(
                random.nextLong(100_000),
                random.nextLong(100_000),
                random.nextLong(100_000),
                random.nextLong(100_000),
                random.nextLong(100_000),
                random.nextLong(100_000),
                random.nextLong(100_000),
                random.nextLong(100_000));
    }

    private static PriceSheet tiered(Rates rates, PriceTier... tiers) {
        return PriceSheet.of(PriceId.next(), Instant.EPOCH, "USD", rates, List.of(tiers), "test");
    }

    @Test
    void costsAsMuchTogetherAsApartWithinATier() {
        var random = new Random(11);
        for (int run = 0; run < 5_000; run++) {
            var sheet = tiered(rates(random));
            var one = tokens(random);
            var other = tokens(random);
            var apart = Objects.requireNonNull(cost(one, sheet)).add(Objects.requireNonNull(cost(other, sheet)));

            assertThat(cost(one.plus(other), sheet)).isEqualByComparingTo(apart);
            assertThat(Objects.requireNonNull(cost(one, sheet)).signum()).isEqualTo(Long.signum(one.total()));
        }
    }

    @Test
    void chargesEveryKindByItself() {
        var sheet = tiered(new Rates(
                decimal("1"),
                decimal("2"),
                decimal("3"),
                decimal("4"),
                decimal("5"),
                decimal("6"),
                decimal("7"),
                decimal("8")));
        var million = 1_000_000L;

        assertThat(cost(new TokenCounts(million, 0, 0, 0, 0, 0, 0, 0), sheet)).isEqualByComparingTo("1");
        assertThat(cost(new TokenCounts(0, 0, 0, million, 0, 0, 0, 0), sheet)).isEqualByComparingTo("4");
        assertThat(cost(new TokenCounts(0, 0, 0, 0, million, 0, 0, 0), sheet)).isEqualByComparingTo("5");
        assertThat(cost(new TokenCounts(0, 0, 0, 0, 0, 0, 0, million), sheet)).isEqualByComparingTo("8");
        assertThat(cost(new TokenCounts(million, million, million, million, million, million, million, million), sheet))
                .isEqualByComparingTo("36");
    }

    @Test
    void aLongCacheCostsWhatAShortOneDoesAndThatWhatInputDoes() {
        var tokens = new TokenCounts(0, 0, 0, 1_000_000, 0, 0, 0, 0);

        assertThat(cost(tokens, sheet("3", null, "3.75", "15", null))).isEqualByComparingTo("3.75");
        assertThat(cost(tokens, sheet("3", null, null, "15", null))).isEqualByComparingTo("3");
        assertThat(cost(new TokenCounts(0, 0, 0, 0, 1, 0, 0, 0), sheet(null, null, null, "15", null)))
                .isNull();
    }

    @Test
    void aLongCallCostsItsTiersRatesAsAWhole() {
        var sheet = tiered(
                Rates.of(decimal("1"), decimal("0.1"), null, decimal("10"), null),
                new PriceTier("standard", 200_000, Rates.of(decimal("2"), decimal("0.2"), null, decimal("15"), null)),
                new PriceTier("flex", 0, Rates.of(decimal("0.5"), decimal("0.05"), null, decimal("5"), null)),
                new PriceTier("batch", 0, Rates.of(decimal("0.4"), decimal("0.04"), null, decimal("4"), null)));
        var atTheLine = new TokenCounts(100_000, 100_000, 0, 1_000_000, 0);
        var aboveIt = new TokenCounts(100_001, 100_000, 0, 1_000_000, 0);

        assertThat(cost(atTheLine, sheet)).isEqualByComparingTo("10.11");
        assertThat(cost(aboveIt, sheet)).isEqualByComparingTo("15.220002");
        assertThat(Pricing.charge(atTheLine, true, sheet, "flex").cost()).isEqualByComparingTo("5.055");
        assertThat(Pricing.charge(aboveIt, true, sheet, "unheard-of").cost()).isEqualByComparingTo("15.220002");
        assertThat(Pricing.charge(atTheLine, true, sheet, "default").cost()).isEqualByComparingTo("10.11");
    }
}
