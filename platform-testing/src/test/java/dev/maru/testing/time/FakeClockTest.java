package dev.maru.testing.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FakeClockTest {
    @Test
    void standsStillUntilItIsMovedInEveryZone() {
        var clock = FakeClock.at("2026-03-31T23:59:59Z");
        var seoul = clock.withZone(ZoneId.of("Asia/Seoul"));
        assertThat(clock.instant()).isEqualTo("2026-03-31T23:59:59Z");

        clock.advance(Duration.ofSeconds(1));
        assertThat(seoul.instant()).isEqualTo("2026-04-01T00:00:00Z");

        seoul.set(Instant.EPOCH);
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
        assertThat(seoul.getZone()).isEqualTo(ZoneId.of("Asia/Seoul"));
    }
}
