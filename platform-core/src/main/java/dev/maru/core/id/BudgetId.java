package dev.maru.core.id;

import java.util.UUID;

/** A budget: what may be spent in a period. */
public record BudgetId(UUID value) implements Id {
    private static final String PREFIX = "bgt";

    public static BudgetId next() {
        return new BudgetId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static BudgetId parse(String text) {
        return Ids.parse(PREFIX, text, BudgetId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
