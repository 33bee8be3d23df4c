package dev.maru.gateway.catalog;

import java.util.List;

/**
 * What a test of a connection found; it lists models and is never billed.
 *
 * @param sentence says what was found and, if it did not work, what to do
 * @param models the ids that the provider lists
 */
public record ConnectionCheck(Outcome outcome, String sentence, List<String> models) {
    public ConnectionCheck {
        models = List.copyOf(models);
    }

    /** How a test ended; people read it in their language. */
    public enum Outcome {
        WORKS,
        /** Nothing answers at the address. */
        UNREACHABLE,
        /** The provider does not accept the key. */
        KEY_REFUSED,
        /** This installation does not let calls go to the address. */
        EGRESS_REFUSED,
        /** Something answers, but not with a list of models. */
        UNEXPECTED_ANSWER,
        TIMED_OUT
    }
}
