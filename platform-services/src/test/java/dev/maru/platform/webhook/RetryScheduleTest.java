package dev.maru.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final RetrySchedule punctual = new RetrySchedule(always(0));

    @Test
    void waitsLongerEachTimeAndGivesUpAfterADay() {
        var pauses = new ArrayList<Duration>();
        for (int tries = 1; punctual.next(tries, NOW, null).isPresent(); tries++) {
            pauses.add(Duration.between(NOW, punctual.next(tries, NOW, null).orElseThrow()));
        }

        assertThat(pauses)
                .containsExactlyElementsOf(
                        List.of("PT5S", "PT30S", "PT2M", "PT10M", "PT1H", "PT3H", "PT4H", "PT8H", "PT8H").stream()
                                .map(Duration::parse)
                                .toList());
        assertThat(RetrySchedule.TOTAL).isBetween(Duration.ofHours(24), Duration.ofHours(25));
    }

    @Test
    void isUpToATenthLate() {
        var random = new RetrySchedule(new Random(42));
        for (int i = 0; i < 1000; i++) {
            var wait = Duration.between(NOW, random.next(5, NOW, null).orElseThrow());
            assertThat(wait).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(66));
        }
        assertThat(new RetrySchedule(always(0.999)).next(5, NOW, null).orElseThrow())
                .isAfter(NOW.plus(Duration.ofMinutes(65)));
    }

    @Test
    void leavesAReceiverAloneForAsLongAsItAsks() {
        assertThat(punctual.next(1, NOW, Duration.ofMinutes(3))).contains(NOW.plus(Duration.ofMinutes(3)));
    }

    @Test
    void neitherHurriesNorWaitsForDaysWhenAsked() {
        assertThat(punctual.next(5, NOW, Duration.ofSeconds(1))).contains(NOW.plus(Duration.ofHours(1)));
        assertThat(punctual.next(1, NOW, Duration.ofDays(365))).contains(NOW.plus(RetrySchedule.LONGEST_WAIT));
        assertThat(punctual.next(10, NOW, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void readsWhatReceiversAskFor() {
        assertThat(RetryAfter.parse(" 120 ", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 12:00:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 11:00:00 GMT", NOW)).isNull();
        assertThat(RetryAfter.parse("soon", NOW)).isNull();
        assertThat(RetryAfter.parse("-1", NOW)).isNull();
        assertThat(RetryAfter.parse("99999999999999999999", NOW)).isNull();
    }

    private static RandomGenerator always(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
