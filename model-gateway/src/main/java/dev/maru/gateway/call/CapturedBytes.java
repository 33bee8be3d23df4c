package dev.maru.gateway.call;

import java.io.ByteArrayOutputStream;

/** The beginning of what went by, up to a limit; nothing at all if nothing is to be kept. */
final class CapturedBytes {
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private boolean truncated;

    CapturedBytes(int limit) {
        this.limit = limit;
    }

    static CapturedBytes nothing() {
        return new CapturedBytes(0);
    }

    void add(byte[] source, int offset, int length) {
        if (limit == 0) {
            return;
        }
        int room = Math.min(length, limit - bytes.size());
        bytes.write(source, offset, room);
        truncated |= room < length;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    boolean truncated() {
        return truncated;
    }
}
