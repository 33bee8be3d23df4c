package dev.maru.gateway.budget;

import dev.maru.core.id.BudgetId;
import java.time.Instant;

/** A budget in the period that began then. */
record BudgetStart(BudgetId budget, Instant start) {}
