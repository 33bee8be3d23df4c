package dev.maru.sdk;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** A server, time that stands still, and clients of both. */
abstract class SdkTest {
    static final Duration TTL = Duration.ofSeconds(60);

    final FakeMaru maru = new FakeMaru();
    final ManualTime time = new ManualTime();
    private final List<MaruClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(MaruClient::close);
        maru.close();
        time.close();
    }

    /** Without push, so that only the client's own clock moves anything. */
    final MaruClient client() {
        return client(builder -> builder);
    }

    final MaruClient client(UnaryOperator<MaruClientBuilder> settings) {
        var builder = MaruClient.builder()
                .baseUrl(maru.url())
                .apiKey(FakeMaru.KEY)
                .push(false)
                .ttl(TTL);
        builder.ticker = time::nanos;
        builder.timers = () -> time;
        builder.random = () -> 1;
        builder.environment = Map.<String, String>of()::get;
        builder.clock = Clock.systemUTC();
        var client = settings.apply(builder).build();
        clients.add(client);
        return client;
    }

    final MaruClient clientOnDisk(Path folder) {
        return client(builder -> builder.cacheFolder(folder));
    }

    static long count(MaruClient client, CacheEvent event) {
        return client.metrics().count(event);
    }
}
