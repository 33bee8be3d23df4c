package dev.maru.testing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrivateRedisIT {
    private final TestRedis redis = TestRedis.dedicated();

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void forgetsOnFlushAndOnRestart() {
        assertThat(redis.command("SET", "a", "1")).isEqualTo("+OK");
        assertThat(redis.command("EXISTS", "a")).isEqualTo(":1");
        redis.flush();
        assertThat(redis.command("EXISTS", "a")).isEqualTo(":0");

        redis.command("SET", "a", "1");
        redis.stop();
        assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(UncheckedIOException.class);
        redis.start();
        assertThat(redis.command("EXISTS", "a")).isEqualTo(":0");
    }

    @Test
    void answersNothingWhileFrozen() throws Exception {
        redis.freeze();
        try (var socket = new Socket("127.0.0.1", redis.port())) {
            socket.getOutputStream().write("PING\r\n".getBytes());
            assertThat(socket.getInputStream().available()).isZero();

            redis.thaw();
            assertThat(socket.getInputStream().read()).isEqualTo('+');
        }
    }

    @Test
    void theSharedServerIsAnother() {
        assertThat(TestRedis.shared()).isSameAs(TestRedis.shared());
        assertThat(TestRedis.shared().url()).isNotEqualTo(redis.url());
        assertThat(TestRedis.shared().command("PING")).isEqualTo("+PONG");
    }
}
