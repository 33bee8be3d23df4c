package dev.maru.gateway.budget;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a budget; null leaves a part as it is.
 *
 * @param version the one that was looked at
 */
public record BudgetChange(
        long version,
        @Nullable String name,
        @Nullable BigDecimal amount,
        @Nullable Boolean hard,
        @Nullable List<Integer> thresholds,
        @Nullable Boolean enabled) {
    BudgetData of(Budget old) {
        return new BudgetData(
                name == null ? old.name() : name,
                amount == null ? old.amount() : amount,
                hard == null ? old.hard() : hard,
                thresholds == null ? old.thresholds() : thresholds,
                enabled == null ? old.enabled() : enabled);
    }
}
