package dev.maru.gateway.budget;

import dev.maru.core.id.BudgetId;
import dev.maru.core.id.TenantId;
import java.time.Instant;

/** A budget in one of its periods. */
record BudgetKey(TenantId tenant, BudgetId budget, BudgetSpan span) {
    Instant start() {
        return span.start();
    }
}
