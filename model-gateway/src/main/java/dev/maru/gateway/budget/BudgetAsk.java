package dev.maru.gateway.budget;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A call that waits for the database to reserve its worst case in all its budgets. */
record BudgetAsk(
        List<BudgetKey> keys, BigDecimal worst, long patientUntilNanos, CompletableFuture<BudgetAsk.Answer> answer) {
    sealed interface Answer {
        /** @param held where the money is reserved now; a budget that was deleted is not among them */
        record Granted(List<BudgetKey> held) implements Answer {}

        record Refused(BudgetKey key, Cause cause) implements Answer {}
    }

    /** Why a budget has no room for a call. */
    enum Cause {
        /** All of it is spent. */
        NOTHING_LEFT,
        /** What is left is less than this call can cost. */
        TOO_DEAR,
        /** What would be enough is reserved by calls that have not ended. */
        RESERVED
    }

    boolean isPatient() {
        return System.nanoTime() - patientUntilNanos < 0;
    }
}
