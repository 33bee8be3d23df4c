package dev.maru.gateway.provider.offline;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

/** Events as a stream of bytes; each read gives at most one event, as a network would. */
final class EventInputStream extends InputStream {
    private final Iterator<byte[]> events;
    private final BooleanSupplier aborted;
    private byte[] event = new byte[0];
    private int position;

    EventInputStream(Iterator<byte[]> events, BooleanSupplier aborted) {
        this.events = events;
        this.aborted = aborted;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (aborted.getAsBoolean()) {
            throw new IOException("the exchange was aborted");
        }
        if (position == event.length) {
            if (!events.hasNext()) {
                return -1;
            }
            event = events.next();
            position = 0;
        }
        int count = Math.min(length, event.length - position);
        System.arraycopy(event, position, into, offset, count);
        position += count;
        return count;
    }
}
