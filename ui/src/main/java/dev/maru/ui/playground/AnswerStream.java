package dev.maru.ui.playground;

import dev.maru.gateway.CompletionHead;
import dev.maru.gateway.CompletionSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer out of a streamed chat completion. The gateway writes on its own thread; a reader takes what has come
 * in batches, so that a page is changed twenty times a second at most.
 */
public final class AnswerStream implements CompletionSink {
    private static final long BATCH_MILLIS = 50;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private final AnswerReader reader = new AnswerReader();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();
    private volatile long endNanos;
    private volatile @Nullable CompletionHead head;
    private volatile boolean cancelled;

    @Override
    public void begin(CompletionHead head) {
        this.head = head;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        flush();
        var current = head;
        if (current != null && current.status() != 200) {
            whole.write(bytes, offset, length);
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                read(line.toString(StandardCharsets.UTF_8).strip());
                line.reset();
            } else {
                line.write(bytes[i]);
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (cancelled) {
            throw new IOException("the reader stopped");
        }
    }

    /** To be called once the gateway has returned. */
    public void end() {
        if (whole.size() > 0) {
            reader.read(whole.toString(StandardCharsets.UTF_8), elapsed());
        }
        over();
    }

    /** Gives the text so far, whenever there is more of it, until the end. */
    public void eachText(Consumer<String> show) {
        var shown = new int[1];
        eachBatch(answer -> {
            if (answer.text().length() > shown[0]) {
                shown[0] = answer.text().length();
                show.accept(answer.text());
            }
        });
    }

    /** Gives the answer so far after each pause, and once at the end. */
    void eachBatch(Consumer<Answer> show) {
        boolean over = false;
        while (!over) {
            over = awaitEnd();
            show.accept(answer());
        }
    }

    Answer answer() {
        return reader.answer(elapsed());
    }

    private Duration elapsed() {
        return Duration.ofNanos((endNanos == 0 ? System.nanoTime() : endNanos) - startNanos);
    }

    private boolean awaitEnd() {
        try {
            return ended.await(BATCH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void over() {
        if (endNanos == 0) {
            endNanos = System.nanoTime();
        }
        ended.countDown();
    }

    /** The reader is told at once; the gateway notices with the next thing the provider says, and settles as always. */
    public void cancel() {
        if (ended.getCount() > 0) {
            cancelled = true;
            over();
        }
    }

    public boolean cancelled() {
        return cancelled;
    }

    /** What the gateway or the provider said went wrong, null if nothing did. */
    public @Nullable String error() {
        var problem = answer().problem();
        return problem == null ? null : problem.message();
    }

    /** The id of the call, null as long as none is known. */
    public @Nullable String requestId() {
        return header("x-request-id");
    }

    /** The status of the answer, 0 as long as none is known. */
    int status() {
        var current = head;
        return current == null ? 0 : current.status();
    }

    /** A header of the answer, null as long as none is known. */
    @Nullable
    String header(String name) {
        var current = head;
        return current == null
                ? null
                : current.headers().entrySet().stream()
                        .filter(header ->
                                header.getKey().toLowerCase(Locale.ROOT).equals(name))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }

    private void read(String event) {
        if (event.startsWith("data:")) {
            reader.read(event.substring("data:".length()).strip(), elapsed());
        }
    }
}
