package dev.maru.gateway.budget;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** After which time a budget begins anew. */
public enum BudgetPeriod {
    DAY,
    WEEK,
    MONTH,
    /** Never. */
    TOTAL;

    /** The period that a moment lies in, by the calendar of a time zone; weeks begin on Monday. */
    public BudgetSpan at(Instant moment, ZoneId zone) {
        var day = moment.atZone(zone).toLocalDate();
        return switch (this) {
            case DAY -> span(day, day.plusDays(1), zone);
            case WEEK -> {
                var monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield span(monday, monday.plusWeeks(1), zone);
            }
            case MONTH -> {
                var first = day.withDayOfMonth(1);
                yield span(first, first.plusMonths(1), zone);
            }
            case TOTAL -> new BudgetSpan(Instant.EPOCH, null);
        };
    }

    private static BudgetSpan span(LocalDate first, LocalDate next, ZoneId zone) {
        return new BudgetSpan(
                first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static BudgetPeriod ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
