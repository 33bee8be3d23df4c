package dev.maru.platform.throttle;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts in Redis within 20 ms; when it is late or away, this replica counts for itself and asks again after a while. */
final class RedisThrottle implements Throttle, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisThrottle.class);
    private static final Duration BUDGET = Duration.ofMillis(20);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String PREFIX = "maru:throttle:";
    private static final String COUNT = """
            local count = redis.call('INCR', KEYS[1])
            if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return count
            """;

    private final RedisClient client;
    private final RedisURI uri;
    private final LocalThrottle local;
    private final AtomicLong askAgainAt = new AtomicLong(System.nanoTime());
    private volatile @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connection;

    RedisThrottle(String url, LocalThrottle local) {
        this.uri = RedisURI.create(url);
        this.local = local;
        this.client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
    }

    @Override
    public boolean allow(String key, int limit, Duration window) {
        // Counted here as well, so that the count does not begin anew when Redis goes away.
        var allowedHere = local.allow(key, limit, window);
        if (System.nanoTime() - askAgainAt.get() < 0) {
            return allowedHere;
        }
        try {
            return count(key, window) <= limit;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return allowedHere;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            askAgainAt.set(System.nanoTime() + PAUSE.toNanos());
            log.warn("Redis does not count attempts, this replica does: {}", e.toString());
            return allowedHere;
        }
    }

    private long count(String key, Duration window) throws InterruptedException, ExecutionException, TimeoutException {
        var counted = connected()
                .thenCompose(redis -> redis.async()
                        .<Long>eval(
                                COUNT,
                                ScriptOutputType.INTEGER,
                                new String[] {PREFIX + key},
                                Long.toString(window.toMillis())));
        return counted.get(BUDGET.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized CompletableFuture<StatefulRedisConnection<String, String>> connected() {
        var current = connection;
        if (current == null || current.isCompletedExceptionally()) {
            current = client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
            connection = current;
        }
        return current;
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
