package dev.maru.testing.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One canned chat answer of 20 words whose bytes are made beforehand, so that a benchmark measures something else. */
final class FixedReply {
    private static final int WORDS = 20;

    private final Duration latency;
    private final byte[] whole;
    private final List<byte[]> streamed;

    FixedReply(Duration latency) {
        this.latency = latency;
        var wire = new OpenAiWire();
        var prompt = new Prompt("scripted-large", true, true, WORDS, "", Long.MAX_VALUE, 1);
        var completion = Completion.of(1, prompt, Reply.Answer.ofWords(WORDS));
        var body = wire.whole(completion);
        this.whole = concat(
                Exchange.head(200, Map.of("content-type", "application/json"), "content-length: " + body.length), body);
        this.streamed = frames(wire.events(completion));
    }

    void respond(HttpConnection connection, byte[] request) throws IOException, InterruptedException {
        if (!latency.isZero()) {
            Thread.sleep(latency);
        }
        if (asksForStream(request)) {
            for (var frame : streamed) {
                connection.write(frame);
                connection.flush();
            }
        } else {
            connection.write(whole);
            connection.flush();
        }
    }

    private static List<byte[]> frames(Wire.Events events) {
        var head = Exchange.head(200, Map.of("content-type", "text/event-stream"), "transfer-encoding: chunked");
        var frames = new ArrayList<byte[]>();
        frames.add(concat(head, chunk(events.opening().getFirst())));
        events.contents().forEach(event -> frames.add(chunk(event)));
        events.closing().forEach(event -> frames.add(chunk(event)));
        frames.add(concat(chunk(events.done()), "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        return frames;
    }

    private static byte[] chunk(byte[] event) {
        var size = Integer.toHexString(event.length) + "\r\n";
        return concat(
                concat(size.getBytes(StandardCharsets.US_ASCII), event), "\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var both = new ByteArrayOutputStream(first.length + second.length);
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    /** Looks for "stream": true without parsing the rest. */
    static boolean asksForStream(byte[] body) {
        var key = "\"stream\"";
        for (int i = 0; i + key.length() < body.length; i++) {
            if (startsWith(body, i, key)) {
                int next = i + key.length();
                while (next < body.length && (body[next] == ' ' || body[next] == ':')) {
                    next++;
                }
                return startsWith(body, next, "true");
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int from, String text) {
        if (from + text.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
