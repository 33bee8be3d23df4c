package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.ModelRequest.Reasoning;

/** How much to think, in OpenAI's words. */
final class Efforts {
    /** Up to so many tokens of thought count as little, or as a medium amount. */
    private static final long LOW = 2_048;

    private static final long MEDIUM = 8_192;

    private Efforts() {}

    static String of(Reasoning reasoning) {
        var budget = reasoning.budgetTokens();
        if (reasoning.effort() != null || budget == null) {
            return reasoning.effort() == null ? "medium" : reasoning.effort();
        }
        return budget <= LOW ? "low" : budget <= MEDIUM ? "medium" : "high";
    }
}
