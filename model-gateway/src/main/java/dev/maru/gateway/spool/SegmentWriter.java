package dev.maru.gateway.spool;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Appends records to numbered segments. Not a FileChannel: an interrupted thread would close that one, and a settlement
 * must be written whatever happens to its thread.
 */
final class SegmentWriter implements AutoCloseable {
    private final SpoolFolder folder;
    private final long segmentBytes;
    private long number;
    private long length;
    private boolean broken;
    private FileOutputStream file;

    SegmentWriter(SpoolFolder folder, long segmentBytes) throws IOException {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.number =
                folder.segments().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
        this.file = open();
    }

    /** Writes one record; when this returns it is in the kernel and survives the process. */
    void append(byte[] record) throws IOException {
        if (broken || length + record.length > segmentBytes && length > 0) {
            rotate();
        }
        try {
            file.write(record);
            length += record.length;
        } catch (IOException e) {
            // A part of the record may be there. Readers take it for a torn tail, so nothing may follow it.
            broken = true;
            throw e;
        }
    }

    /** Where the next record will begin; everything before it can be read. */
    SpoolPosition end() {
        return new SpoolPosition(number, length);
    }

    FileDescriptor descriptor() throws IOException {
        return file.getFD();
    }

    private void rotate() throws IOException {
        if (!broken) {
            file.getFD().sync();
        }
        file.close();
        number++;
        length = 0;
        file = open();
        broken = false;
    }

    private FileOutputStream open() throws IOException {
        var path = folder.segment(number);
        if (Files.exists(path)) {
            throw new IOException("segment " + path + " is there already");
        }
        return new FileOutputStream(path.toFile(), true);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
