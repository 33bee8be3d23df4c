package dev.maru.gateway.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published figures of Llama 3.3 70B on eight A100, and what must hold of any. */
class HostingCostTest {
    private static HostingCost a100(String perGpuHour, String utilisation) {
        return new HostingCost(8, decimal(perGpuHour), decimal("1480"), decimal(utilisation), BigDecimal.ZERO);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1.64, 1, 2.46", "1.64, 0.5, 4.92", "1.64, 0.3, 8.21", "1.64, 0.1, 24.62",
        "4.09625, 1, 6.15", "4.09625, 0.5, 12.30", "4.09625, 0.3, 20.50", "4.09625, 0.1, 61.51"
    })
    void costsAsTheWorkedCases(String perGpuHour, String utilisation, double perMillion) {
        assertThat(a100(perGpuHour, utilisation).perMillion().doubleValue()).isCloseTo(perMillion, within(0.006));
    }

    @Test
    void addsUpTheMonth() {
        var cost = a100("1.64", "0.3");

        assertThat(cost.perHour()).isEqualByComparingTo("13.12");
        assertThat(cost.perMonth()).isEqualByComparingTo("9577.6");
        assertThat(cost.capacity()).isEqualByComparingTo("3889440000");
    }

    @ParameterizedTest
    @CsvSource({"10, 957760000, 0.246, false", "2.5, 3831040000, 0.985, false", "0.80, 11972000000, 3.078, true"})
    void breaksEvenWhereTheWorkedCasesDo(String api, String tokens, double utilisation, boolean never) {
        var even = a100("1.64", "0.3").against(decimal(api));

        assertThat(even.tokensPerMonth()).isEqualByComparingTo(tokens);
        assertThat(even.utilisation()).isNotNull();
        assertThat(String.valueOf(even.utilisation()))
                .startsWith(String.valueOf(utilisation).substring(0, 4));
        assertThat(even.never()).isEqualTo(never);
    }

    @Test
    void neverBeatsWhatCostsNothing() {
        assertThat(a100("1.64", "1").against(BigDecimal.ZERO)).isEqualTo(new HostingCost.BreakEven(null, null, true));
    }

    @Test
    void alwaysWinsWhenItCostsNothing() {
        var even = a100("0", "0.1").against(decimal("1"));

        assertThat(even.never()).isFalse();
        assertThat(even.tokensPerMonth()).isEqualByComparingTo("0");
    }

    /** At exactly the break-even utilisation a token costs the same on both sides; above it less, below it more. */
    @Test
    void meetsTheHostedPriceAtItsBreakEven() {
        var random = new Random(15);
        for (int round = 0; round < 2_000; round++) {
            int gpus = 1 + random.nextInt(16);
            var price = BigDecimal.valueOf(1 + random.nextInt(10_000), 3);
            var speed = BigDecimal.valueOf(1 + random.nextInt(20_000));
            var overhead = BigDecimal.valueOf(random.nextInt(100), 2);
            var api = BigDecimal.valueOf(1 + random.nextInt(20_000), 3);
            var even = new HostingCost(gpus, price, speed, BigDecimal.ONE, overhead).against(api);
            var utilisation = Objects.requireNonNull(even.utilisation());
            assertThat(even.never()).isEqualTo(utilisation.compareTo(BigDecimal.ONE) > 0);
            if (!even.never()) {
                var there = new HostingCost(gpus, price, speed, utilisation, overhead);
                assertThat(there.perMillion().doubleValue()).isCloseTo(api.doubleValue(), within(1e-9));
                var half = utilisation.divide(BigDecimal.TWO);
                assertThat(new HostingCost(gpus, price, speed, half, overhead).perMillion())
                        .isGreaterThan(api);
            } else {
                // Even without a pause it costs more.
                assertThat(new HostingCost(gpus, price, speed, BigDecimal.ONE, overhead).perMillion())
                        .isGreaterThan(api);
            }
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> a100("1", "0"));
        assertThatIllegalArgumentException().isThrownBy(() -> a100("1", "1.01"));
        assertThatIllegalArgumentException().isThrownBy(() -> a100("-1", "1"));
    }
}
