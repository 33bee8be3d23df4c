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

        /** @param spent false if it is only reserved by calls that have not ended */
        record Refused(BudgetKey key, boolean spent) implements Answer {}
    }

    boolean isPatient() {
        return System.nanoTime() - patientUntilNanos < 0;
    }
}
