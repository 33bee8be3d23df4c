package dev.maru.gateway.limit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.Base16;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scripts in Redis within 20 ms. Three in a row that are late or fail open the breaker: nobody waits for Redis then, until
 * {@link #probe} finds it answering.
 */
final class LimitRedis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LimitRedis.class);
    private static final Duration BUDGET = Duration.ofMillis(20);
    private static final Duration LOOK_BUDGET = Duration.ofMillis(500);
    private static final int MOST_FAILURES = 3;

    static final Script TAKE = Script.read("take.lua");
    static final Script RETURN = Script.read("return.lua");
    static final Script HOLD = Script.read("hold.lua");
    static final Script BEAT = Script.read("beat.lua");
    static final Script LOOK = Script.read("look.lua");

    private final Duration budget;
    private final RedisClient client;
    private final RedisURI uri;
    private volatile @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connection;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean open;

    /** A script and the digest that Redis knows it by. */
    record Script(String text, String digest) {
        static Script read(String name) {
            try (var in = Objects.requireNonNull(LimitRedis.class.getResourceAsStream(name))) {
                var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Script(text, Base16.digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    LimitRedis(String url) {
        this(url, BUDGET);
    }

    /** @param budget how long an answer is waited for */
    LimitRedis(String url, Duration budget) {
        this.budget = budget;
        this.uri = RedisURI.create(url);
        this.client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
    }

    boolean isOpen() {
        return open;
    }

    /** Sends a script, in the order of the calls of this; null if the breaker is open. */
    @Nullable
    CompletableFuture<List<Long>> start(Script script, String[] keys, String[] args) {
        return open ? null : run(script, keys, args);
    }

    /** Asks even if the breaker is open, and closes it if there is an answer. */
    @Nullable
    List<Long> probe(Script script, String[] keys, String[] args) {
        var answer = await(run(script, keys, args), unused -> {});
        if (answer != null && open) {
            open = false;
            LOG.info("Redis answers again, limits are counted there");
        }
        return answer;
    }

    /** Sends without waiting; what is lost here is made good by time, or by the next beat. */
    void send(Script script, String[] keys, String[] args) {
        if (!open) {
            var unused = run(script, keys, args);
        }
    }

    /** What a page shows may take longer than a call may wait, and says nothing about the breaker. */
    @Nullable
    List<Long> look(String[] keys, String[] args) {
        if (open) {
            return null;
        }
        try {
            return run(LOOK, keys, args).get(LOOK_BUDGET.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("Redis did not say how limits stand: {}", e.toString());
            return null;
        }
    }

    /** The answer; null if it does not come in time. One that comes later goes to {@code late}. */
    @Nullable
    List<Long> await(CompletableFuture<List<Long>> future, Consumer<List<Long>> late) {
        try {
            var answer = future.get(budget.toNanos(), TimeUnit.NANOSECONDS);
            failures.set(0);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            future.thenAccept(late);
            return null;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            if (failures.incrementAndGet() >= MOST_FAILURES && !open) {
                open = true;
                LOG.warn("Redis counts no limits at the moment, this instance counts its share: {}", e.toString());
            }
            future.thenAccept(late);
            return null;
        }
    }

    private CompletableFuture<List<Long>> run(Script script, String[] keys, String[] args) {
        try {
            return connected().thenCompose(redis -> {
                var commands = redis.async();
                return commands.<Object>evalsha(script.digest(), ScriptOutputType.MULTI, keys, args)
                        .toCompletableFuture()
                        .exceptionallyCompose(e -> isUnknown(e)
                                ? commands.<Object>eval(script.text(), ScriptOutputType.MULTI, keys, args)
                                        .toCompletableFuture()
                                : CompletableFuture.failedFuture(e))
                        .thenApply(LimitRedis::numbers);
            });
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean isUnknown(Throwable e) {
        return e instanceof RedisNoScriptException
                || e instanceof CompletionException && e.getCause() instanceof RedisNoScriptException;
    }

    private static List<Long> numbers(Object answer) {
        return answer instanceof List<?> list
                ? list.stream().map(each -> (Long) Objects.requireNonNull(each)).toList()
                : List.of((Long) answer);
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
