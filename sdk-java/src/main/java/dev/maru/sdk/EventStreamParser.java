package dev.maru.sdk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads server-sent events as the HTML standard has them, from bytes that may be cut anywhere. Not for several threads. */
final class EventStreamParser {
    private static final int MAX_BYTES = 1024 * 1024;

    private final Consumer<Event> events;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private String lastId = "";
    private boolean afterCarriageReturn;
    private boolean firstLine = true;

    /** @param id of this event, or of the last one that had any; empty if none had */
    record Event(String type, String data, String id) {}

    EventStreamParser(Consumer<Event> events) {
        this.events = events;
    }

    /** @throws IllegalStateException if an event is larger than 1 MiB, which none of Maru's is */
    void read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            boolean pair = afterCarriageReturn && b == '\n';
            afterCarriageReturn = b == '\r';
            if (pair) {
                continue;
            }
            if (b == '\n' || b == '\r') {
                endLine();
            } else {
                line.write(b);
                checkSize(line.size());
            }
        }
    }

    private void endLine() {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (firstLine && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        firstLine = false;
        if (text.isEmpty()) {
            endEvent();
            return;
        }
        int colon = text.indexOf(':');
        var field = colon < 0 ? text : text.substring(0, colon);
        var value = colon < 0 ? "" : text.substring(colon + 1);
        take(field, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void take(String field, String value) {
        switch (field) {
            case "event" -> type = value;
            case "data" -> {
                data.append(value).append('\n');
                checkSize(data.length());
            }
            case "id" -> {
                if (value.indexOf('\0') < 0) {
                    lastId = value;
                }
            }
            default -> {
                // A comment, or a field that is none of ours.
            }
        }
    }

    private void endEvent() {
        if (!data.isEmpty()) {
            data.setLength(data.length() - 1);
            events.accept(new Event(type.isEmpty() ? "message" : type, data.toString(), lastId));
        }
        data.setLength(0);
        type = "";
    }

    private static void checkSize(int bytes) {
        if (bytes > MAX_BYTES) {
            throw new IllegalStateException("an event is larger than " + MAX_BYTES + " bytes");
        }
    }
}
