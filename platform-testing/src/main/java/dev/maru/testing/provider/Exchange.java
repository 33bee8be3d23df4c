package dev.maru.testing.provider;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One request and the writing of its response; knows at any time whether the client is still there. */
final class Exchange {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ReceivedRequest request;
    private final HttpConnection connection;
    private final CountDownLatch clientGone = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean complete;

    Exchange(ReceivedRequest request, HttpConnection connection) {
        this.request = request;
        this.connection = connection;
    }

    /** The client closed the connection before the response was complete, or the provider is closing. */
    static final class ClientGone extends IOException {
        private static final long serialVersionUID = 1;
    }

    ReceivedRequest request() {
        return request;
    }

    /** Called by the connection's reader when it meets the end of what the client sends. */
    void clientIsGone() {
        clientGone.countDown();
    }

    void finish() {
        finished.countDown();
    }

    /** Whether the client has, or will find, everything it was to get, so that it may leave. */
    boolean isComplete() {
        return complete;
    }

    void awaitFinish() throws InterruptedException {
        finished.await();
    }

    /** Does nothing for a while, unless the client leaves. */
    void pause(Duration duration) throws IOException, InterruptedException {
        if (clientGone.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new ClientGone();
        }
    }

    /** Does nothing until the latch is down, unless the client leaves. */
    void await(CountDownLatch latch) throws IOException, InterruptedException {
        while (!latch.await(2, TimeUnit.MILLISECONDS)) {
            checkClient();
        }
    }

    /** Does nothing until the client leaves. */
    void hang() throws IOException, InterruptedException {
        clientGone.await();
        throw new ClientGone();
    }

    /** A whole response in one go. */
    void send(int status, Map<String, String> headers, byte[] body) throws IOException {
        startWithLength(status, headers, body.length);
        connection.write(body);
        flushLast();
    }

    /** The head of a response of known length, of which perhaps not everything will be sent. */
    void startWithLength(int status, Map<String, String> headers, long length) throws IOException {
        connection.write(head(status, headers, "content-length: " + length));
    }

    /** The head of a response without a known length. */
    void startChunked(int status, Map<String, String> headers) throws IOException {
        connection.write(head(status, headers, "transfer-encoding: chunked"));
        flush();
    }

    /** One chunk of the transfer coding per piece, each sent at once; 0 means everything in one piece. */
    void sendChunk(byte[] bytes, int pieces) throws IOException {
        int step = pieces == 0 ? bytes.length : pieces;
        for (int from = 0; from < bytes.length; from += step) {
            int length = Math.min(step, bytes.length - from);
            connection.write(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII));
            connection.write(CRLF);
            connection.write(bytes, from, length);
            connection.write(CRLF);
            flush();
        }
    }

    void endChunked() throws IOException {
        connection.write(LAST_CHUNK);
        flushLast();
    }

    /** The last chunk and the end in one write: clients leave as soon as they have read "done". */
    void endChunked(byte[] last) throws IOException {
        connection.write(Integer.toHexString(last.length).getBytes(StandardCharsets.US_ASCII));
        connection.write(CRLF);
        connection.write(last);
        connection.write(CRLF);
        endChunked();
    }

    /** Bytes as they are, whatever was promised. */
    void sendRaw(byte[] bytes, int offset, int length) throws IOException {
        connection.write(bytes, offset, length);
        flush();
    }

    /** The body of a chunked response as a stream; closing it ends the response. */
    OutputStream chunkedBody() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (length > 0) {
                    sendChunk(Arrays.copyOfRange(bytes, offset, offset + length), 0);
                }
            }

            @Override
            public void close() throws IOException {
                endChunked();
            }
        };
    }

    /** Ends the connection from this side. */
    void cut(boolean reset) {
        complete = true;
        if (reset) {
            connection.reset();
        } else {
            connection.close();
        }
    }

    private void flushLast() throws IOException {
        checkClient();
        complete = true;
        connection.flush();
    }

    private void flush() throws IOException {
        checkClient();
        connection.flush();
    }

    private void checkClient() throws ClientGone {
        if (clientGone.getCount() == 0) {
            throw new ClientGone();
        }
    }

    static byte[] head(int status, Map<String, String> headers, String framing) {
        var head = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason(status))
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append(framing).append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String reason(int status) {
        return status < 300 ? "OK" : status < 500 ? "Client Error" : "Server Error";
    }
}
