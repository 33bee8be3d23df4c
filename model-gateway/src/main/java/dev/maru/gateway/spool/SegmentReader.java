package dev.maru.gateway.spool;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records in order, over all segments of a folder, and goes on after what is torn or broken. */
final class SegmentReader {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentReader.class);

    private final SpoolFolder folder;
    private SpoolPosition position;

    SegmentReader(SpoolFolder folder, SpoolPosition position) {
        this.folder = folder;
        this.position = position;
    }

    /** A record and where it begins. */
    record Entry(SpoolPosition at, SpoolRecord record) {}

    /** The position after the last record that was read. */
    SpoolPosition position() {
        return position;
    }

    /** Up to {@code max} records that lie before {@code end}; fewer only if there are no more. */
    List<Entry> read(int max, SpoolPosition end) throws IOException {
        var entries = new ArrayList<Entry>();
        for (var number : folder.segments()) {
            if (number < position.segment()) {
                continue;
            }
            // Before moving on: a segment that filled the batch may hold more.
            if (number > end.segment() || entries.size() >= max) {
                break;
            }
            if (number > position.segment()) {
                position = new SpoolPosition(number, 0);
            }
            var limit = number < end.segment() ? Files.size(folder.segment(number)) : end.offset();
            readSegment(entries, max, limit);
        }
        return entries;
    }

    private void readSegment(List<Entry> entries, int max, long limit) throws IOException {
        try (var file = new RandomAccessFile(folder.segment(position.segment()).toFile(), "r")) {
            file.seek(position.offset());
            var header = new byte[RecordFormat.HEADER];
            while (entries.size() < max && position.offset() + RecordFormat.HEADER <= limit) {
                file.readFully(header);
                var length = ByteBuffer.wrap(header).getInt(0);
                if (length <= 0 || length > RecordFormat.MAX_LENGTH) {
                    skip(limit, "no record");
                    return;
                }
                if (position.offset() + RecordFormat.HEADER + length > limit) {
                    skip(limit, "a record cut short");
                    return;
                }
                var body = new byte[length];
                file.readFully(body);
                readRecord(entries, ByteBuffer.wrap(header).getInt(4), body);
            }
            if (position.offset() < limit && position.offset() + RecordFormat.HEADER > limit) {
                skip(limit, "a header cut short");
            }
        } catch (EOFException e) {
            LOG.warn("Spool {}: {} ends early", folder.path(), position, e);
        }
    }

    private void readRecord(List<Entry> entries, int checksum, byte[] body) {
        if (RecordFormat.checksum(body, 0, body.length) == checksum) {
            try {
                entries.add(new Entry(position, RecordFormat.decode(body, 0, body.length)));
            } catch (IOException e) {
                LOG.error("Spool {}: the record at {} is skipped", folder.path(), position, e);
            }
        } else {
            LOG.error("Spool {}: the checksum at {} is wrong, the record is skipped", folder.path(), position);
        }
        position = new SpoolPosition(position.segment(), position.offset() + RecordFormat.HEADER + body.length);
    }

    /** A tail torn by a crash or a full disk: nothing was written after it in this segment. */
    private void skip(long limit, String what) {
        LOG.warn("Spool {}: {} at {}, {} bytes are skipped", folder.path(), what, position, limit - position.offset());
        position = new SpoolPosition(position.segment(), limit);
    }
}
