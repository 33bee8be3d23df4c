package dev.maru.gateway.call;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an event stream into its events without changing a byte: the events that come out, put together, are the bytes
 * that went in. An event ends with an empty line; lines end with LF, CR LF or CR.
 */
final class SseReader {
    private static final int READ = 16 << 10;

    private final InputStream in;
    private final int longest;
    private byte[] buffer = new byte[READ];
    private int start;
    private int end;
    private int scanned;
    private int lineStart;
    private boolean content;
    private boolean ended;
    private long total;

    SseReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** An event is longer than anybody may send. */
    static final class EventTooLong extends IOException {
        EventTooLong(int longest) {
            super("an event of more than " + longest + " bytes");
        }
    }

    /** One event: its bytes with the empty line, and what its data lines say. */
    record Event(byte[] bytes, int from, int to) {
        /** The data, null if the event holds none, as a comment does. */
        byte @Nullable [] data() {
            byte[] data = null;
            int line = from;
            while (line < to) {
                int lineEnd = line;
                while (lineEnd < to && bytes[lineEnd] != '\n' && bytes[lineEnd] != '\r') {
                    lineEnd++;
                }
                if (startsWithData(line, lineEnd)) {
                    int value = line + 5;
                    if (value < lineEnd && bytes[value] == ' ') {
                        value++;
                    }
                    data = joined(data, value, lineEnd);
                }
                line = lineEnd + 1;
            }
            return data;
        }

        /** The event's name, null if it has none. */
        @Nullable
        String name() {
            int line = from;
            while (line < to) {
                int lineEnd = line;
                while (lineEnd < to && bytes[lineEnd] != '\n' && bytes[lineEnd] != '\r') {
                    lineEnd++;
                }
                if (lineEnd - line > 6 && bytes[line] == 'e' && bytes[line + 5] == ':') {
                    return new String(bytes, line + 6, lineEnd - line - 6, StandardCharsets.UTF_8).strip();
                }
                line = lineEnd + 1;
            }
            return null;
        }

        private boolean startsWithData(int line, int lineEnd) {
            return lineEnd - line >= 5
                    && bytes[line] == 'd'
                    && bytes[line + 1] == 'a'
                    && bytes[line + 2] == 't'
                    && bytes[line + 3] == 'a'
                    && bytes[line + 4] == ':';
        }

        private byte[] joined(byte @Nullable [] before, int value, int lineEnd) {
            if (before == null) {
                return Arrays.copyOfRange(bytes, value, lineEnd);
            }
            var joined = Arrays.copyOf(before, before.length + 1 + lineEnd - value);
            joined[before.length] = '\n';
            System.arraycopy(bytes, value, joined, before.length + 1, lineEnd - value);
            return joined;
        }

        int length() {
            return to - from;
        }
    }

    /** How many bytes came so far. */
    long total() {
        return total;
    }

    /** Reads once from the stream; false at its end. Events taken before are not valid any more. */
    boolean read() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            scanned -= start;
            lineStart -= start;
            start = 0;
        }
        if (end == buffer.length) {
            if (buffer.length >= longest) {
                throw new EventTooLong(longest);
            }
            buffer = Arrays.copyOf(buffer, Math.min(longest, buffer.length * 2));
        }
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            ended = true;
            return false;
        }
        end += count;
        total += count;
        return true;
    }

    /** The next whole event of what was read, null if there is none yet. */
    @Nullable
    Event next() {
        while (scanned < end) {
            byte current = buffer[scanned];
            if (current != '\n' && current != '\r') {
                scanned++;
                continue;
            }
            if (current == '\r' && scanned + 1 == end && !ended) {
                // A line feed may follow and belongs to this line's end.
                return null;
            }
            int after = current == '\r' && scanned + 1 < end && buffer[scanned + 1] == '\n' ? scanned + 2 : scanned + 1;
            var empty = scanned == lineStart;
            scanned = after;
            lineStart = after;
            if (!empty) {
                content = true;
            } else if (content) {
                content = false;
                var event = new Event(buffer, start, after);
                start = after;
                return event;
            }
        }
        return null;
    }

    /** At the end of the stream: an event whose empty line never came, null if nothing is left. */
    @Nullable
    Event rest() {
        if (start == end) {
            return null;
        }
        var rest = new Event(buffer, start, end);
        start = end;
        scanned = end;
        lineStart = end;
        content = false;
        return rest;
    }
}
