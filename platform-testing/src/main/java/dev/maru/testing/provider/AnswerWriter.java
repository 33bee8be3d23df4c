package dev.maru.testing.provider;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Sends one answer over one wire and lets it meet its fate on the way. */
final class AnswerWriter {
    private static final String FILLING = "@filling@";
    private static final byte[] FILLER = "a".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);

    private final Exchange exchange;
    private final Wire wire;
    private final Completion completion;
    private final Meter meter;
    private final Duration delay;
    private final int pieces;

    AnswerWriter(Exchange exchange, Wire wire, Completion completion, Meter meter, Duration delay, int pieces) {
        this.exchange = exchange;
        this.wire = wire;
        this.completion = completion;
        this.meter = meter;
        this.delay = delay;
        this.pieces = pieces;
    }

    void write(Fate fate) throws IOException, InterruptedException {
        if (completion.prompt().streamed()) {
            stream(fate);
        } else {
            whole(fate);
        }
    }

    private void stream(Fate fate) throws IOException, InterruptedException {
        var events = wire.events(completion);
        exchange.startChunked(200, headers(wire.streamType()));
        if (fate instanceof Fate.SlowStart(Duration wait)) {
            exchange.pause(wait);
        }
        for (var event : events.opening()) {
            exchange.sendChunk(event, pieces);
        }
        for (int i = 0; i <= events.contents().size(); i++) {
            var event = i < events.contents().size() ? events.contents().get(i) : events.done();
            if (i == fate.at() && meet(fate, event)) {
                return;
            }
            if (i < events.contents().size()) {
                exchange.pause(delay);
                exchange.sendChunk(i == fate.at() && fate instanceof Fate.Broken ? wire.brokenEvent() : event, pieces);
                meter.chunkMade();
            }
        }
        meter.completed();
        for (var event : events.closing()) {
            exchange.sendChunk(event, pieces);
        }
        if (fate instanceof Fate.Unfinished) {
            exchange.endChunked();
        } else {
            exchange.endChunked(events.done());
        }
    }

    /** Returns whether the stream has ended in it. */
    private boolean meet(Fate fate, byte[] next) throws IOException, InterruptedException {
        switch (fate) {
            case Fate.Held held -> exchange.await(held.latch());
            case Fate.Stalled _ -> exchange.hang();
            case Fate.Cut cut -> {
                meter.brokenByProvider();
                if (cut.midLine()) {
                    exchange.sendChunk(Arrays.copyOf(next, next.length / 2), pieces);
                }
                exchange.cut(cut.reset());
                return true;
            }
            case Fate.Failed _ -> {
                meter.brokenByProvider();
                exchange.sendChunk(wire.errorEvent(), pieces);
                exchange.endChunked();
                return true;
            }
            case Fate.Fine _, Fate.SlowStart _, Fate.Broken _, Fate.Unfinished _ -> {}
        }
        return false;
    }

    private void whole(Fate fate) throws IOException, InterruptedException {
        if (fate instanceof Fate.SlowStart(Duration wait)) {
            exchange.pause(wait);
        }
        for (int i = 0; i < completion.chunks().size(); i++) {
            if (fate instanceof Fate.Held held && i == held.at()) {
                exchange.await(held.latch());
            }
            exchange.pause(delay);
            meter.chunkMade();
        }
        var body = wire.whole(completion);
        switch (fate) {
            case Fate.Stalled _ -> {
                sendHalf(body);
                exchange.hang();
            }
            case Fate.Cut cut -> {
                meter.brokenByProvider();
                sendHalf(body);
                exchange.cut(cut.reset());
            }
            case Fate.Broken _ -> send(Arrays.copyOf(body, body.length / 2));
            case Fate.Failed _ -> {
                meter.brokenByProvider();
                exchange.send(200, headers("application/json"), wire.errorBody(503, "The server is overloaded."));
            }
            case Fate.Fine _, Fate.SlowStart _, Fate.Held _, Fate.Unfinished _ -> send(body);
        }
    }

    private void send(byte[] body) throws IOException {
        meter.completed();
        exchange.send(200, headers("application/json"), body);
    }

    private void sendHalf(byte[] body) throws IOException {
        exchange.startWithLength(200, headers("application/json"), body.length);
        exchange.sendRaw(body, 0, body.length / 2);
    }

    /** An answer whose one chunk is so many bytes long, made while it is sent. */
    void writeHuge(long bytes, boolean zipped) throws IOException {
        boolean streamed = completion.prompt().streamed();
        var headers = headers(streamed ? wire.streamType() : "application/json");
        if (zipped) {
            headers.put("content-encoding", "gzip");
        }
        exchange.startChunked(200, headers);
        var chunked = exchange.chunkedBody();
        try (var body = zipped ? new GZIPOutputStream(chunked, FILLER.length) : chunked) {
            if (!streamed) {
                meter.completed();
                fill(body, wire.whole(completion), bytes);
                return;
            }
            var events = wire.events(completion);
            for (var event : events.opening()) {
                body.write(event);
            }
            fill(body, events.contents().getFirst(), bytes);
            meter.completed();
            for (var event : events.closing()) {
                body.write(event);
            }
            body.write(events.done());
        }
    }

    static Reply.Answer hugeAnswer() {
        return Reply.Answer.of(FILLING);
    }

    private static void fill(OutputStream body, byte[] template, long bytes) throws IOException {
        var text = new String(template, StandardCharsets.UTF_8);
        int at = text.indexOf(FILLING);
        body.write(text.substring(0, at).getBytes(StandardCharsets.UTF_8));
        for (long left = bytes; left > 0; left -= FILLER.length) {
            body.write(FILLER, 0, (int) Math.min(left, FILLER.length));
        }
        body.write(text.substring(at + FILLING.length()).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> headers(String contentType) {
        var headers = new TreeMap<>(wire.headers(completion.number()));
        headers.put("content-type", contentType);
        return headers;
    }
}
