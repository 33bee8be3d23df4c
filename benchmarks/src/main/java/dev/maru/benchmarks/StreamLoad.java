package dev.maru.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Asks for streams and prints one line that the scripts read: {@code RESULT streams first-event-p50-µs first-event-p99-µs
 * events incomplete total-ms}. {@code first N}: N streams one after the other on one connection. {@code many N}: N streams
 * at once. The body and the key stand in BENCH_BODY and BENCH_KEY.
 */
public final class StreamLoad {
    private StreamLoad() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("usage: StreamLoad first|many N URL");
        }
        int count = Integer.parseInt(arguments[1]);
        var url = URI.create(arguments[2]);
        var from = System.nanoTime();
        var streams = arguments[0].equals("first") ? first(count, url) : many(count, url);
        var total = (System.nanoTime() - from) / 1_000_000;
        var times = streams.stream()
                .mapToLong(StreamClient.Stream::firstEventNanos)
                .sorted()
                .toArray();
        System.out.printf(
                "RESULT %d %d %d %d %d %d%n",
                streams.size(),
                at(times, 0.5),
                at(times, 0.99),
                streams.stream().mapToInt(StreamClient.Stream::events).sum(),
                count - streams.stream().filter(StreamClient.Stream::done).count(),
                total);
    }

    private static long at(long[] sorted, double share) {
        return sorted.length == 0 ? -1 : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1_000;
    }

    private static StreamClient client(URI url) throws IOException {
        var body = Objects.requireNonNull(System.getenv("BENCH_BODY"), "BENCH_BODY");
        var key = Objects.requireNonNullElse(System.getenv("BENCH_KEY"), "none");
        return new StreamClient(url, key, body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<StreamClient.Stream> first(int count, URI url) throws IOException {
        var streams = new ArrayList<StreamClient.Stream>();
        try (var client = client(url)) {
            for (int i = 0; i < count; i++) {
                streams.add(client.ask());
            }
        }
        return streams;
    }

    private static List<StreamClient.Stream> many(int count, URI url) throws InterruptedException {
        var begin = new CountDownLatch(1);
        var streams = new ArrayList<StreamClient.Stream>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<StreamClient.Stream>>();
            for (int i = 0; i < count; i++) {
                tasks.add(() -> {
                    try (var client = client(url)) {
                        begin.await();
                        return client.ask();
                    }
                });
            }
            var running = tasks.stream().map(threads::submit).toList();
            begin.countDown();
            for (var stream : running) {
                try {
                    streams.add(stream.get());
                } catch (ExecutionException e) {
                    System.err.println(e.getCause());
                }
            }
        }
        return streams;
    }
}
