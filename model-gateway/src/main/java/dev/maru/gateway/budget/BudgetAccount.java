package dev.maru.gateway.budget;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What this instance holds of a budget's period and knows of it; guarded by the lock of {@link BudgetAccounts}. */
final class BudgetAccount {
    private static final long REFUSAL_HOLDS_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Leased and not reserved for any attempt. */
    BigDecimal free = BigDecimal.ZERO;

    /** As the lease's row said when it was last seen. */
    BigDecimal granted = BigDecimal.ZERO;

    long usedAtNanos = System.nanoTime();
    private @Nullable Refusal refusal;

    private record Refusal(BigDecimal worst, boolean nothingLeft, long budgetVersion, long atNanos) {}

    /** The database said that what is spent leaves no room for so much. */
    void refused(BigDecimal worst, boolean nothingLeft, long budgetVersion) {
        refusal = new Refusal(worst, nothingLeft, budgetVersion, System.nanoTime());
    }

    /** Whether the database would say the same again, without asking it again: for a second, and while nobody changes the budget. */
    boolean wouldRefuse(BigDecimal worst, long budgetVersion) {
        var last = current(budgetVersion);
        return last != null && worst.compareTo(last.worst) >= 0;
    }

    boolean nothingLeft(long budgetVersion) {
        var last = current(budgetVersion);
        return last != null && last.nothingLeft;
    }

    private @Nullable Refusal current(long budgetVersion) {
        var last = refusal;
        return last == null
                        || last.budgetVersion != budgetVersion
                        || System.nanoTime() - last.atNanos > REFUSAL_HOLDS_NANOS
                ? null
                : last;
    }
}
