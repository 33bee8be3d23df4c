package dev.maru.gateway.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A budget with what its current period has given out.
 *
 * @param reserved for calls that have not ended or are not in the ledger yet, and in slices that instances hold
 * @param passed the thresholds that were passed
 * @param overrun what attempts cost beyond what was reserved for them
 */
public record BudgetUse(
        Budget budget,
        BudgetSpan span,
        BigDecimal spent,
        BigDecimal reserved,
        BigDecimal overrun,
        List<Integer> passed,
        List<Lease> leases) {
    /** @param seenAt when the instance was last heard of; long ago: it may be dead */
    public record Lease(UUID instance, BigDecimal amount, Instant seenAt) {}

    public BudgetUse {
        passed = List.copyOf(passed);
        leases = List.copyOf(leases);
    }

    /** Between 0 and 1. */
    public double shareLeft() {
        return budget.amount().signum() == 0
                ? 0
                : Math.clamp(remaining().doubleValue() / budget.amount().doubleValue(), 0, 1);
    }

    /** Below zero if the amount was lowered, or attempts cost more than their worst case. */
    public BigDecimal remaining() {
        return budget.amount().subtract(spent).subtract(reserved);
    }
}
