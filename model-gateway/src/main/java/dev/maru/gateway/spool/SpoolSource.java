package dev.maru.gateway.spool;

import java.io.IOException;
import java.util.function.Supplier;

/** One spool on its way into the database: this instance's own, or one that a dead instance left. */
final class SpoolSource {
    private static final SpoolPosition EVERYTHING = new SpoolPosition(Long.MAX_VALUE, 0);

    private final SpoolFolder folder;
    private final SegmentReader reader;
    private final Supplier<SpoolPosition> end;
    private final boolean orphan;
    private final OpenCalls open = new OpenCalls();
    private SpoolPosition acknowledged;
    private boolean exhausted;

    private SpoolSource(SpoolFolder folder, Supplier<SpoolPosition> end, boolean orphan) throws IOException {
        this.folder = folder;
        this.end = end;
        this.orphan = orphan;
        this.acknowledged = folder.acknowledged();
        this.reader = new SegmentReader(folder, acknowledged);
    }

    static SpoolSource own(Spool spool) throws IOException {
        return new SpoolSource(spool.folder(), spool::end, false);
    }

    static SpoolSource orphan(SpoolFolder folder) throws IOException {
        return new SpoolSource(folder, () -> EVERYTHING, true);
    }

    /** Reads on and returns the rows of what was read; they must be committed before the next step. */
    FactBatch next(int max) throws IOException {
        var batch = new FactBatch();
        var limit = end.get();
        if (exhausted || reader.position().compareTo(limit) >= 0) {
            return batch;
        }
        var entries = reader.read(max, limit);
        entries.forEach(entry -> open.accept(entry, batch));
        if (entries.isEmpty() && orphan) {
            open.addLost(batch);
            exhausted = true;
        }
        return batch;
    }

    SpoolPosition position() {
        return reader.position();
    }

    /** A dead instance's spool was read to its end. */
    boolean exhausted() {
        return exhausted;
    }

    /** Everything read so far is in the database, but what open calls will still need stays. */
    void acknowledge() throws IOException {
        var oldest = open.oldest();
        var next = oldest == null ? reader.position() : oldest;
        if (next.compareTo(acknowledged) > 0) {
            folder.acknowledge(next);
            acknowledged = next;
        }
    }

    /** Whether the database has all of it. */
    boolean drained() {
        return acknowledged.compareTo(end.get()) >= 0;
    }

    SpoolFolder folder() {
        return folder;
    }

    int openCalls() {
        return open.size();
    }
}
