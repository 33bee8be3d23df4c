package dev.maru.gateway.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What somebody measured of a model, with the place and day to check it.
 *
 * @param benchmark such as {@code mt-bench} or {@code arena}
 * @param source an address where the value stands
 */
public record ModelScore(String benchmark, BigDecimal value, String source, LocalDate asOf) {
    public static final String MT_BENCH = "mt-bench";
}
