package dev.maru.platform.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.testing.time.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalThrottleTest {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final FakeClock clock = FakeClock.at("2026-01-01T00:00:00Z");
    private final LocalThrottle throttle = new LocalThrottle(clock);

    @Test
    void allowsTheFirstAttemptsOfAWindow() {
        assertThat(throttle.allow("k", 2, WINDOW)).isTrue();
        assertThat(throttle.allow("k", 2, WINDOW)).isTrue();
        assertThat(throttle.allow("k", 2, WINDOW)).isFalse();
    }

    @Test
    void beginsAnewWithTheNextWindow() {
        throttle.allow("k", 1, WINDOW);
        clock.advance(WINDOW);

        assertThat(throttle.allow("k", 1, WINDOW)).isTrue();
    }

    @Test
    void countsEachKeyForItself() {
        throttle.allow("k", 1, WINDOW);

        assertThat(throttle.allow("other", 1, WINDOW)).isTrue();
    }
}
