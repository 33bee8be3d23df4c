package dev.maru.platform.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.testing.process.Await;
import dev.maru.testing.process.FreePorts;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisThrottleIT {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int port = FreePorts.next();
    private Process redis = start();
    private final AtomicInteger keys = new AtomicInteger();

    @AfterEach
    void stopRedis() throws InterruptedException {
        redis.destroyForcibly().waitFor();
    }

    @Test
    void countsAcrossReplicas() {
        try (var one = throttle();
                var two = throttle()) {
            connect(one);
            connect(two);

            assertThat(one.allow("k", 2, WINDOW)).isTrue();
            assertThat(two.allow("k", 2, WINDOW)).isTrue();
            assertThat(one.allow("k", 2, WINDOW)).isFalse();
            assertThat(two.allow("k", 2, WINDOW)).isFalse();
        }
    }

    @Test
    void countsForItselfWhileRedisIsAwayAndAsksAgainWhenItIsBack() throws InterruptedException {
        try (var one = throttle();
                var two = throttle()) {
            connect(one);
            connect(two);
            redis.destroyForcibly().waitFor();

            assertThat(one.allow("k", 1, WINDOW)).isTrue();
            assertThat(one.allow("k", 1, WINDOW)).isFalse();

            redis = start();
            connect(one);
            connect(two);
            assertThat(one.allow("again", 1, WINDOW)).isTrue();
            assertThat(two.allow("again", 1, WINDOW)).isFalse();
        }
    }

    /** A count that two throttles share can only come from Redis. */
    private void connect(RedisThrottle throttle) {
        try (var probe = throttle()) {
            Await.until("Redis to count", () -> {
                var key = "probe-" + keys.incrementAndGet();
                throttle.allow(key, 1, WINDOW);
                return !probe.allow(key, 1, WINDOW);
            });
        }
    }

    private RedisThrottle throttle() {
        return new RedisThrottle("redis://127.0.0.1:" + port, new LocalThrottle(Clock.systemUTC()));
    }

    private Process start() {
        try {
            return new ProcessBuilder(
                            "redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("redis-server is not installed", e);
        }
    }
}
