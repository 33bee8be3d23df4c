package dev.maru.testing.provider;

import dev.maru.testing.provider.ReceivedRequest.Header;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The server's end of one HTTP/1.1 connection, as plain as it must be to be cut at any byte. */
final class HttpConnection {
    private static final int BUFFER = 16 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    HttpConnection(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /** What stands before a request's number is given. */
    record Incoming(String method, String target, List<Header> headers, byte[] body) {
        boolean keepAlive() {
            return headers.stream().noneMatch(h -> is(h, "connection", "close"));
        }
    }

    /** The next request, or null when the client has closed the connection. */
    @Nullable
    Incoming read() throws IOException {
        var start = line();
        if (start == null) {
            return null;
        }
        var words = start.split(" ", -1);
        if (words.length != 3) {
            throw new IOException("not a request line: " + start);
        }
        var headers = new ArrayList<Header>();
        int length = 0;
        boolean chunked = false;
        for (var line = requireLine(); !line.isEmpty(); line = requireLine()) {
            int colon = line.indexOf(':');
            var header = new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip());
            headers.add(header);
            if (header.name().equalsIgnoreCase("content-length")) {
                length = Integer.parseInt(header.value());
            } else if (is(header, "transfer-encoding", "chunked")) {
                chunked = true;
            } else if (is(header, "expect", "100-continue")) {
                write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                flush();
            }
        }
        return new Incoming(words[0], words[1], headers, chunked ? chunkedBody() : exactly(length));
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Ends the connection the polite way. */
    void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone, which is what was asked for.
        }
    }

    /** Ends the connection with a reset; what was written and not yet read is lost. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // The client was faster.
        }
        close();
    }

    private byte[] exactly(int length) throws IOException {
        var body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the client left in the middle of its request");
        }
        return body;
    }

    private byte[] chunkedBody() throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            var size = requireLine();
            int semicolon = size.indexOf(';');
            int length = Integer.parseInt(
                    semicolon < 0 ? size.strip() : size.substring(0, semicolon).strip(), 16);
            if (length == 0) {
                while (!requireLine().isEmpty()) {
                    // Trailers mean nothing here.
                }
                return body.toByteArray();
            }
            body.writeBytes(exactly(length));
            requireLine();
        }
    }

    private String requireLine() throws IOException {
        var line = line();
        if (line == null) {
            throw new EOFException("the client left in the middle of its request");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        var line = new StringBuilder(80);
        for (int next = in.read(); ; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
    }

    private static boolean is(Header header, String name, String value) {
        return header.name().equalsIgnoreCase(name)
                && header.value().toLowerCase(Locale.ROOT).contains(value);
    }
}
