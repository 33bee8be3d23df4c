package dev.maru.gateway.budget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One period of a budget.
 *
 * @param end when the next one begins, null if none does
 */
public record BudgetSpan(Instant start, @Nullable Instant end) {}
