package dev.maru.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.PriceId;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.gateway.ledger.Pricing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorstCostTest {
    private static PriceSheet sheet(@Nullable BigDecimal... rates) {
        return new PriceSheet(
                PriceId.next(), Instant.EPOCH, "USD", rates[0], rates[1], rates[2], rates[3], rates[4], "test");
    }

    @Test
    void noMixOfTokensWithinTheBoundsCostsMore() {
        var random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            var sheet = sheet(rate(random), orNull(random), orNull(random), rate(random), orNull(random));
            long input = random.nextInt(10_000);
            long output = random.nextInt(10_000);
            long cached = random.nextLong(input + 1);
            long stored = random.nextLong(input - cached + 1);
            long thought = random.nextLong(output + 1);
            var tokens = new TokenCounts(input - cached - stored, cached, stored, output - thought, thought);

            assertThat(Pricing.charge(tokens, true, sheet).cost())
                    .isLessThanOrEqualTo(WorstCost.of(sheet, input, output));
        }
    }

    @Test
    void isUnknownForAModelWithoutAPrice() {
        assertThat(WorstCost.of(null, 10, 10)).isNull();
        assertThat(WorstCost.of(sheet(BigDecimal.ONE, null, null, null, null), 10, 10))
                .isNull();
    }

    private static BigDecimal rate(Random random) {
        return BigDecimal.valueOf(random.nextInt(10_000_000), 6);
    }

    private static @Nullable BigDecimal orNull(Random random) {
        return random.nextBoolean() ? null : rate(random);
    }
}
