package dev.maru.gateway.hosting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What own GPUs cost per token, and from how many tokens on they are cheaper than a hosted model. A month has 730 hours; the
 * GPUs cost the same whether they work or not.
 *
 * @param tokensPerSecond with many requests at a time; the speed of a single stream would mislead by a factor of ten
 * @param utilisation share of the time in which it works at that speed
 * @param overhead on the price of the GPUs, such as 0.3
 */
public record HostingCost(
        int gpus, BigDecimal pricePerGpuHour, BigDecimal tokensPerSecond, BigDecimal utilisation, BigDecimal overhead) {
    private static final MathContext EXACT = MathContext.DECIMAL64;
    private static final BigDecimal HOURS_A_MONTH = BigDecimal.valueOf(730);
    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3_600);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    public HostingCost {
        if (gpus < 1 || pricePerGpuHour.signum() < 0 || overhead.signum() < 0) {
            throw new IllegalArgumentException("at least one GPU, at no negative price");
        }
        if (tokensPerSecond.signum() <= 0 || utilisation.signum() <= 0 || utilisation.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("a speed above 0, and a utilisation above 0 and at most 1");
        }
    }

    /** Of all GPUs, with the overhead. */
    public BigDecimal perHour() {
        return BigDecimal.valueOf(gpus).multiply(pricePerGpuHour).multiply(BigDecimal.ONE.add(overhead));
    }

    public BigDecimal perMonth() {
        return perHour().multiply(HOURS_A_MONTH);
    }

    /** Tokens in a month of work without a pause. */
    public BigDecimal capacity() {
        return tokensPerSecond.multiply(SECONDS_AN_HOUR).multiply(HOURS_A_MONTH);
    }

    /** At the utilisation. */
    public BigDecimal perMillion() {
        var tokensAnHour = tokensPerSecond.multiply(SECONDS_AN_HOUR).multiply(utilisation);
        return perHour().multiply(MILLION).divide(tokensAnHour, EXACT);
    }

    /** @param apiPerMillion what the hosted model costs per million tokens, in the same mix of input and output */
    public BreakEven against(BigDecimal apiPerMillion) {
        if (apiPerMillion.signum() <= 0) {
            return perHour().signum() == 0
                    ? new BreakEven(BigDecimal.ZERO, BigDecimal.ZERO, false)
                    : new BreakEven(null, null, true);
        }
        var tokens = perMonth().multiply(MILLION).divide(apiPerMillion, EXACT);
        return new BreakEven(
                tokens.setScale(0, RoundingMode.CEILING),
                tokens.divide(capacity(), EXACT),
                tokens.compareTo(capacity()) > 0);
    }

    /**
     * Where own and hosted cost the same.
     *
     * @param tokensPerMonth null: nothing is cheaper than what costs nothing
     * @param utilisation the share of its capacity that has to be used; above 1: it cannot be
     * @param never it would take more tokens than the setup can write
     */
    public record BreakEven(
            @Nullable BigDecimal tokensPerMonth, @Nullable BigDecimal utilisation, boolean never) {}
}
