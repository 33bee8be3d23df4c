package dev.maru.gateway.hosting;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint costs per token, and whether a hosted model would be cheaper, with every number that led there.
 *
 * @param tokensPerSecond input and output of all requests together; null: nobody entered it and there were no calls
 * @param measuredAt the busiest minute, if the speed was measured
 * @param measuredUtilisation of its capacity in the days looked at, null without calls
 * @param own null as long as the price or the speed is not known
 * @param apiPerMillion of the hosted model, in its own mix of tokens; null: not known
 * @param breakEven null as long as either side is not known
 */
public record CostReport(
        String currency,
        int gpus,
        @Nullable BigDecimal pricePerGpuHour,
        @Nullable BigDecimal tokensPerSecond,
        Source speed,
        @Nullable Instant measuredAt,
        @Nullable BigDecimal measuredUtilisation,
        BigDecimal utilisation,
        BigDecimal overhead,
        @Nullable HostingCost own,
        @Nullable String against,
        @Nullable BigDecimal apiPerMillion,
        Source api,
        HostingCost.@Nullable BreakEven breakEven) {
    /** Where a number comes from. */
    public enum Source {
        /** Somebody said so. */
        ENTERED,
        /** From this tenant's own calls. */
        MEASURED,
        /** The model's prices, in the mix of tokens that the endpoint's calls have. */
        PRICED,
        UNKNOWN;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which of the two is cheaper now. */
    public enum Verdict {
        UNKNOWN,
        /** More tokens than the setup can write would be needed. */
        NEVER,
        /** At the given utilisation the endpoint costs less than the hosted model. */
        OWN,
        /** The hosted model costs less, until the endpoint is used more. */
        HOSTED
    }

    public Verdict verdict() {
        if (own == null || breakEven == null || apiPerMillion == null) {
            return Verdict.UNKNOWN;
        }
        if (breakEven.never()) {
            return Verdict.NEVER;
        }
        return own.perMillion().compareTo(apiPerMillion) <= 0 ? Verdict.OWN : Verdict.HOSTED;
    }
}
