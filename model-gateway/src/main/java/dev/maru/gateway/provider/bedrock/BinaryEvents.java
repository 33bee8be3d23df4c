package dev.maru.gateway.provider.bedrock;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Reads a binary event stream of Amazon's as server-sent events: a message's type becomes the event's name. */
final class BinaryEvents extends InputStream {
    private static final int PRELUDE = 12;
    /** Amazon's own limit of a message. */
    private static final int LONGEST = 24 << 20;

    private final InputStream binary;
    private byte[] frame = new byte[0];
    private int at;

    BinaryEvents(InputStream binary) {
        this.binary = binary;
    }

    @Override
    public int read() throws IOException {
        return fill() ? frame[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, frame.length - at);
        System.arraycopy(frame, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (at == frame.length) {
            var message = next();
            if (message.length == 0) {
                return false;
            }
            frame = event(message);
            at = 0;
        }
        return true;
    }

    /** The bytes of one message, none at the end. */
    private byte[] next() throws IOException {
        var prelude = binary.readNBytes(PRELUDE);
        if (prelude.length == 0) {
            return prelude;
        }
        int total = prelude.length < PRELUDE ? 0 : ByteBuffer.wrap(prelude).getInt();
        if (total < PRELUDE || total > LONGEST) {
            throw new IOException("no event stream: a message of " + total + " bytes");
        }
        var rest = binary.readNBytes(total - PRELUDE);
        if (rest.length < total - PRELUDE) {
            throw new EOFException("the event stream ends within a message");
        }
        return ByteBuffer.allocate(total).put(prelude).put(rest).array();
    }

    private static byte[] event(byte[] bytes) throws IOException {
        Message message;
        try {
            message = Message.decode(ByteBuffer.wrap(bytes));
        } catch (IllegalArgumentException e) {
            throw new IOException("a message of the event stream is damaged", e);
        }
        var headers = message.getHeaders();
        var type = header(headers, ":message-type");
        var frame = new ByteArrayOutputStream();
        switch (type) {
            case "event" -> write(frame, header(headers, ":event-type"), message.getPayload());
            case "exception" -> write(frame, header(headers, ":exception-type"), message.getPayload());
            default -> {
                var said = header(headers, ":error-message").replaceAll("[\"\\\\\\p{Cntrl}]", " ");
                var body = "{\"message\":\"" + said + "\"}";
                write(frame, "internalServerException", body.getBytes(StandardCharsets.UTF_8));
            }
        }
        return frame.toByteArray();
    }

    private static String header(Map<String, HeaderValue> headers, String name) {
        var value = headers.get(name);
        return value == null ? "" : value.getString();
    }

    /** The payload is JSON in one line; a line feed inside would end the event. */
    private static void write(ByteArrayOutputStream frame, String name, byte[] payload) {
        frame.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        for (byte one : payload) {
            frame.write(one == '\n' || one == '\r' ? ' ' : one);
        }
        frame.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        binary.close();
    }
}
