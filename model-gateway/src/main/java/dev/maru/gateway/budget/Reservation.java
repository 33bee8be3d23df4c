package dev.maru.gateway.budget;

import dev.maru.gateway.spool.SpoolRecord.Hold;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The worst case of one attempt, reserved in every hard budget that holds for it. What is reserved moves to what is spent
 * when the attempt's row enters the ledger, in that transaction; so its holds must stand in the record of the dispatch.
 */
public interface Reservation {
    /** For a call that no hard budget holds for. */
    Reservation NONE = new Reservation() {
        @Override
        public List<Hold> holds() {
            return List.of();
        }

        @Override
        public void settle(@Nullable BigDecimal cost, boolean exact) {}

        @Override
        public void cancel() {}
    };

    /** What the record of the dispatch must carry. */
    List<Hold> holds();

    /** The attempt ended; the first of the two calls counts. */
    void settle(@Nullable BigDecimal cost, boolean exact);

    /** Nothing was dispatched and no record of it was written: the money is free again at once. */
    void cancel();
}
