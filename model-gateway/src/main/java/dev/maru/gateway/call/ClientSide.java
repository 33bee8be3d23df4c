package dev.maru.gateway.call;

import dev.maru.core.id.RequestId;
import dev.maru.gateway.CompletionHead;
import dev.maru.gateway.CompletionSink;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The client's end of a call: told the head once, and known to be gone once a write fails. */
final class ClientSide {
    private final CompletionSink sink;
    private final ClientErrors errors;
    private final RequestId requestId;
    private final long startNanos;
    private final Map<String, String> headers = new HashMap<>();
    private final CapturedBytes captured;
    private CapturedBytes copy = CapturedBytes.nothing();
    private String contentType = "";
    private boolean begun;
    private boolean gone;
    private boolean dirty;
    private long writingNanos;

    ClientSide(CompletionSink sink, ClientErrors errors, RequestId requestId, long startNanos, CapturedBytes captured) {
        this.sink = sink;
        this.errors = errors;
        this.requestId = requestId;
        this.startNanos = startNanos;
        this.captured = captured;
    }

    /** Sets a header of the answer, whatever becomes of the call; null takes it away again. */
    void header(String name, @Nullable String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
    }

    void begin(int status, String contentType, Map<String, String> more) {
        begun = true;
        this.contentType = contentType;
        var all = new HashMap<>(headers);
        all.putAll(more);
        all.put("x-request-id", requestId.toString());
        all.put("openai-processing-ms", String.valueOf((System.nanoTime() - startNanos) / 1_000_000));
        attempt(() -> sink.begin(new CompletionHead(status, contentType, all)));
    }

    void write(byte[] bytes, int offset, int length) {
        captured.add(bytes, offset, length);
        copy.add(bytes, offset, length);
        attempt(() -> sink.write(bytes, offset, length));
        dirty = true;
    }

    void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    void flush() {
        if (dirty) {
            dirty = false;
            attempt(sink::flush);
        }
    }

    /** An error as the whole answer. */
    void answer(CallError error) {
        begin(error.status(), "application/json", error.headers());
        write(errors.body(error));
        flush();
    }

    /** The frames that end a stream with an error. */
    void endWith(CallError error) {
        write(errors.frames(error));
    }

    /** What is written from now on, up to a limit. */
    CapturedBytes copy(int limit) {
        copy = new CapturedBytes(limit);
        return copy;
    }

    String contentType() {
        return contentType;
    }

    boolean begun() {
        return begun;
    }

    boolean gone() {
        return gone;
    }

    long writingNanos() {
        return writingNanos;
    }

    private interface Write {
        void run() throws IOException;
    }

    private void attempt(Write write) {
        if (gone) {
            return;
        }
        var from = System.nanoTime();
        try {
            write.run();
        } catch (IOException e) {
            gone = true;
        }
        writingNanos += System.nanoTime() - from;
    }
}
