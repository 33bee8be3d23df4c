package dev.maru.gateway.hosting;

import dev.maru.core.problem.PlatformException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint's tokens cost if this were so; null: as it was entered or measured.
 *
 * @param against the qualified name of the hosted model to compare with
 * @param apiPerMillion what that one costs per million tokens
 */
public record CostQuestion(
        @Nullable String against,
        @Nullable BigDecimal apiPerMillion,
        @Nullable BigDecimal pricePerGpuHour,
        @Nullable BigDecimal tokensPerSecond,
        @Nullable BigDecimal utilisation,
        @Nullable BigDecimal overhead) {
    private static final BigDecimal MOST = new BigDecimal("1000000000");

    public CostQuestion {
        check("apiPerMillion", apiPerMillion, false, MOST);
        check("pricePerGpuHour", pricePerGpuHour, false, MOST);
        check("tokensPerSecond", tokensPerSecond, true, MOST);
        check("utilisation", utilisation, true, BigDecimal.ONE);
        check("overhead", overhead, false, BigDecimal.TEN);
    }

    /** As it is, against a hosted model. */
    public static CostQuestion against(@Nullable String model) {
        return new CostQuestion(model, null, null, null, null, null);
    }

    private static void check(String field, @Nullable BigDecimal value, boolean positive, BigDecimal most) {
        if (value != null && (value.signum() < 0 || positive && value.signum() == 0 || value.compareTo(most) > 0)) {
            throw PlatformException.invalid(
                    field, (positive ? "above 0" : "from 0") + " and at most " + most.toPlainString());
        }
    }
}
