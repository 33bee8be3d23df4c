package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Readers and releases at the same time. The clients' time stands still: nothing ever expires and covers a lost change. */
class ConsistencyTest extends SdkTest {
    private static final int RELEASES = 300;

    @Test
    void noReleaseIsLostAndNoReaderGoesBack() throws InterruptedException {
        var random = new Random(7);
        var prompt = maru.prompt("p");
        for (int version = 1; version <= RELEASES; version++) {
            prompt.text(version, "text " + version);
        }
        prompt.label("production", 1);
        var clients = new ArrayList<MaruClient>();
        for (int i = 0; i < 3; i++) {
            var client = client(builder -> builder.push(true));
            client.getPrompt("p");
            clients.add(client);
        }
        Await.until(
                "the streams",
                () -> clients.stream().allMatch(client -> client.metrics().isListening()));
        Await.until("all streams", () -> maru.openStreams() == clients.size());

        var isOver = new AtomicBoolean();
        Queue<String> backwards = new ConcurrentLinkedQueue<>();
        var readers = Executors.newFixedThreadPool(6);
        for (int i = 0; i < 6; i++) {
            var client = clients.get(i % clients.size());
            readers.execute(() -> {
                int last = 0;
                while (!isOver.get()) {
                    int version = client.getPrompt("p").version();
                    if (version < last) {
                        backwards.add(version + " after " + last);
                    }
                    last = version;
                    Thread.onSpinWait();
                }
            });
        }
        for (int version = 2; version <= RELEASES; version++) {
            prompt.label("production", version);
            if (random.nextInt(10) > 0 || version == RELEASES) {
                maru.push("label-moved", "{\"name\":\"p\",\"label\":\"production\"}");
            }
        }
        for (var client : clients) {
            Await.until("the last release", () -> {
                var served = client.getPrompt("p");
                return served.version() == RELEASES && !served.isStale();
            });
        }
        isOver.set(true);
        readers.shutdown();

        assertThat(readers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(backwards).isEmpty();
    }
}
