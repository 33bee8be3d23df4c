package dev.maru.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetPeriodTest {
    @ParameterizedTest
    @CsvSource({
        "DAY, 2026-02-28T15:00:00Z, Asia/Seoul, 2026-02-28T15:00:00Z, 2026-03-01T15:00:00Z",
        "MONTH, 2026-02-28T14:59:59.999Z, Asia/Seoul, 2026-01-31T15:00:00Z, 2026-02-28T15:00:00Z",
        "MONTH, 2026-02-28T15:00:00Z, Asia/Seoul, 2026-02-28T15:00:00Z, 2026-03-31T15:00:00Z",
        "WEEK, 2026-11-29T23:59:59Z, UTC, 2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z",
        "DAY, 2026-03-29T12:00:00Z, Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z"
    })
    void followsTheCalendarOfItsTimeZone(BudgetPeriod period, Instant moment, ZoneId zone, Instant start, Instant end) {
        assertThat(period.at(moment, zone)).isEqualTo(new BudgetSpan(start, end));
    }

    @Test
    void totalNeverEnds() {
        assertThat(BudgetPeriod.TOTAL.at(Instant.now(), ZoneOffset.UTC)).isEqualTo(new BudgetSpan(Instant.EPOCH, null));
    }

    /** Every moment lies in exactly one period, also where the clock is turned. */
    @Test
    void periodsFollowEachOtherWithoutAGap() {
        var random = new Random(9);
        for (var zone : new String[] {"Asia/Seoul", "America/Sao_Paulo", "Pacific/Apia", "Africa/Cairo"}) {
            for (var period : new BudgetPeriod[] {BudgetPeriod.DAY, BudgetPeriod.WEEK, BudgetPeriod.MONTH}) {
                for (int i = 0; i < 300; i++) {
                    var moment = Instant.ofEpochSecond(1_300_000_000L + random.nextInt(600_000_000));
                    var span = period.at(moment, ZoneId.of(zone));
                    var end = Objects.requireNonNull(span.end());
                    assertThat(moment).isBetween(span.start(), end);
                    assertThat(period.at(end, ZoneId.of(zone)).start()).isEqualTo(end);
                    assertThat(period.at(end.minusMillis(1), ZoneId.of(zone))).isEqualTo(span);
                }
            }
        }
    }
}
