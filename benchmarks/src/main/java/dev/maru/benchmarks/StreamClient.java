package dev.maru.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One connection that asks for streams and counts what comes; it looks at bytes only, so as to cost little itself. */
final class StreamClient implements AutoCloseable {
    private static final byte[] EVENT = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final byte[] request;
    private final byte[] buffer = new byte[16 << 10];

    StreamClient(URI url, String key, byte[] body) throws IOException {
        socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        var head = ("POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n")
                .formatted(url.getPath(), url.getHost(), url.getPort(), key, body.length)
                .getBytes(StandardCharsets.US_ASCII);
        request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
    }

    /**
     * What one stream brought.
     *
     * @param events with the end mark
     * @param done whether the end mark came
     */
    record Stream(long firstEventNanos, long totalNanos, int events, boolean done) {}

    Stream ask() throws IOException {
        var from = System.nanoTime();
        socket.getOutputStream().write(request);
        var in = socket.getInputStream();
        var event = new Finder(EVENT);
        var done = new Finder(DONE);
        var end = new Finder(END);
        long first = 0;
        while (end.found == 0) {
            int count = read(in);
            event.look(buffer, count);
            done.look(buffer, count);
            end.look(buffer, count);
            if (first == 0 && event.found > 0) {
                first = System.nanoTime() - from;
            }
        }
        return new Stream(first, System.nanoTime() - from, event.found, done.found == 1);
    }

    private int read(InputStream in) throws IOException {
        int count = in.read(buffer);
        if (count < 0) {
            throw new IOException("the connection was closed in the middle of a stream");
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Counts a word in bytes that come in pieces; no word here begins again inside itself. */
    private static final class Finder {
        private final byte[] word;
        private int matched;
        private int found;

        Finder(byte[] word) {
            this.word = word;
        }

        void look(byte[] bytes, int count) {
            for (int i = 0; i < count; i++) {
                if (bytes[i] == word[matched]) {
                    matched++;
                } else {
                    matched = bytes[i] == word[0] ? 1 : 0;
                }
                if (matched == word.length) {
                    matched = 0;
                    found++;
                }
            }
        }
    }
}
