package dev.maru.ui.models;

import dev.maru.gateway.CompletionHead;
import dev.maru.gateway.CompletionSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the text out of a streamed chat completion. The gateway writes on its own thread; a reader takes what has come
 * in batches, so that a page is changed twenty times a second at most.
 */
final class AnswerStream implements CompletionSink {
    private static final long BATCH_MILLIS = 50;
    private static final JsonMapper JSON = new JsonMapper();

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable CompletionHead head;
    private volatile @Nullable String error;
    private volatile boolean cancelled;

    @Override
    public void begin(CompletionHead head) {
        this.head = head;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (cancelled) {
            throw new IOException("the reader stopped");
        }
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
    void end() {
        if (whole.size() > 0) {
            read("data: " + whole.toString(StandardCharsets.UTF_8));
        }
        ended.countDown();
    }

    /** Gives the text so far, whenever there is more of it, until the end. */
    void eachBatch(Consumer<String> show) {
        int shown = 0;
        boolean over = false;
        while (!over) {
            over = awaitEnd();
            var now = text();
            if (now.length() > shown) {
                shown = now.length();
                show.accept(now);
            }
        }
    }

    private String text() {
        synchronized (text) {
            return text.toString();
        }
    }

    private boolean awaitEnd() {
        try {
            return ended.await(BATCH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The reader is told at once; the gateway notices with the next thing the provider says, and settles as always. */
    void cancel() {
        cancelled = true;
        ended.countDown();
    }

    boolean cancelled() {
        return cancelled;
    }

    /** What the gateway or the provider said went wrong, null if nothing did. */
    @Nullable
    String error() {
        return error;
    }

    /** The id of the call, null as long as none is known. */
    @Nullable
    String requestId() {
        var current = head;
        return current == null
                ? null
                : current.headers().entrySet().stream()
                        .filter(header ->
                                header.getKey().toLowerCase(Locale.ROOT).equals("x-request-id"))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }

    private void read(String event) {
        if (!event.startsWith("data:")) {
            return;
        }
        var data = event.substring("data:".length()).strip();
        if (data.isEmpty() || data.equals("[DONE]")) {
            return;
        }
        try {
            take(JSON.readTree(data));
        } catch (JacksonException notJson) {
            error = data;
        }
    }

    private void take(JsonNode chunk) {
        var problem = chunk.path("error");
        if (problem.isObject()) {
            error = problem.path("message").asString(problem.toString());
        }
        var content = chunk.path("choices").path(0).path("delta").path("content");
        if (content.isString()) {
            synchronized (text) {
                text.append(content.stringValue());
            }
        }
    }
}
