package dev.maru.gateway.spool;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-ahead record of this instance. An append is in the kernel when it returns, so it survives the process; a
 * thread of its own brings it to the disk in groups, at most {@link #GROUP_MILLIS} later.
 */
public final class Spool implements AutoCloseable {
    /** How long a record may wait for its fsync: the window that a power cut can lose. */
    static final long GROUP_MILLIS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final String REFUSAL = "The gateway's disk is full, so calls cannot be recorded and are not made."
            + " Free space below the folder \"spool\" of Maru's home.";

    private static final String STOPPING = "This instance of Maru is stopping. Send the call again.";

    private final SpoolFolder folder;
    private final SegmentWriter writer;
    private final LongSupplier usableBytes;
    private final long reserveBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    /** Settlements that the disk did not take; they are tried again until it does. */
    private final Deque<byte[]> backlog = new ArrayDeque<>();

    private final Thread syncer;
    private boolean dirty;
    private boolean closed;
    private volatile boolean full;

    /**
     * @param usableBytes asked now and then: how much the disk can still take
     * @param reserveBytes what stays free for the settlements of calls in flight
     */
    Spool(SpoolFolder folder, long segmentBytes, LongSupplier usableBytes, long reserveBytes) throws IOException {
        this.folder = folder;
        this.writer = new SegmentWriter(folder, segmentBytes);
        this.usableBytes = usableBytes;
        this.reserveBytes = reserveBytes;
        this.full = usableBytes.getAsLong() < reserveBytes;
        this.syncer = Thread.ofPlatform().name("spool-sync").daemon().start(this::syncLoop);
    }

    /** The spool of a new instance in a folder of its own. */
    static Spool open(Supplier<Path> newFolder, long segmentBytes, long reserveBytes) throws IOException {
        for (int tries = 0; tries < 5; tries++) {
            var folder = SpoolFolder.tryOpen(newFolder.get());
            // Null: another instance saw the new folder before its lock and is about to clear it away.
            if (folder != null) {
                return new Spool(folder, segmentBytes, freeSpace(folder.path()), reserveBytes);
            }
        }
        throw new IOException("no folder for a spool could be locked; is Maru's home on a disk that knows file locks?");
    }

    private static LongSupplier freeSpace(Path path) throws IOException {
        var store = Files.getFileStore(path);
        return () -> {
            try {
                return store.getUsableSpace();
            } catch (IOException e) {
                LOG.warn("The free space of {} cannot be asked for", path, e);
                return Long.MAX_VALUE;
            }
        };
    }

    /** Records that an attempt begins; if that is not possible, the attempt must not be made. */
    public void append(SpoolRecord.Dispatched record) {
        var bytes = RecordFormat.encode(record);
        lock.lock();
        try {
            if (closed) {
                throw new PlatformException(CoreError.TEMPORARILY_UNAVAILABLE, STOPPING);
            }
            if (full || !backlog.isEmpty()) {
                throw new PlatformException(GatewayError.SPOOL_FULL, REFUSAL);
            }
            writer.append(bytes);
            markDirty();
        } catch (IOException e) {
            LOG.error("The spool {} takes no records", folder.path(), e);
            throw new PlatformException(GatewayError.SPOOL_FULL, REFUSAL, e);
        } finally {
            lock.unlock();
        }
    }

    /** Records how an attempt ended. Never fails: what the disk does not take is kept and tried again. */
    public void append(SpoolRecord.Settled record) {
        appendOrKeep(RecordFormat.encode(record));
    }

    /** Records how a call ended. Never fails: what the disk does not take is kept and tried again. */
    public void append(SpoolRecord.Closed record) {
        appendOrKeep(RecordFormat.encode(record));
    }

    /** Records that no disk has taken yet. */
    int waiting() {
        lock.lock();
        try {
            return backlog.size();
        } finally {
            lock.unlock();
        }
    }

    /** Which instance writes here: a new one for each start of the program. */
    public UUID instance() {
        return folder.instance();
    }

    SpoolFolder folder() {
        return folder;
    }

    SpoolPosition end() {
        lock.lock();
        try {
            return writer.end();
        } finally {
            lock.unlock();
        }
    }

    private void appendOrKeep(byte[] bytes) {
        lock.lock();
        try {
            if (!backlog.isEmpty() || !tryAppend(bytes)) {
                backlog.add(bytes);
                written.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean tryAppend(byte[] bytes) {
        try {
            writer.append(bytes);
            markDirty();
            return true;
        } catch (IOException e) {
            LOG.error("The spool {} takes no records, {} are kept in memory", folder.path(), backlog.size() + 1, e);
            return false;
        }
    }

    private void markDirty() {
        if (!dirty) {
            dirty = true;
            written.signal();
        }
    }

    private void syncLoop() {
        long spaceCheckedAt = System.nanoTime();
        while (true) {
            lock.lock();
            try {
                if (!dirty && !closed) {
                    var woken = written.await(500, TimeUnit.MILLISECONDS);
                    if (!woken && closed) {
                        return;
                    }
                }
                if (closed) {
                    return;
                }
                retryBacklog();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                lock.unlock();
            }
            sync();
            if (System.nanoTime() - spaceCheckedAt > TimeUnit.MILLISECONDS.toNanos(500)) {
                spaceCheckedAt = System.nanoTime();
                full = usableBytes.getAsLong() < reserveBytes;
            }
            pause();
        }
    }

    private void retryBacklog() {
        while (!backlog.isEmpty() && tryAppend(backlog.peek())) {
            backlog.remove();
        }
    }

    /** Brings everything written so far to the disk. */
    void sync() {
        try {
            FileDescriptor descriptor;
            lock.lock();
            try {
                dirty = false;
                descriptor = writer.descriptor();
            } finally {
                lock.unlock();
            }
            if (descriptor.valid()) {
                descriptor.sync();
            }
        } catch (IOException e) {
            LOG.error("The spool {} cannot be brought to the disk", folder.path(), e);
        }
    }

    /** Lets records gather, so that one fsync serves many of them. */
    private static void pause() {
        try {
            Thread.sleep(GROUP_MILLIS / 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the syncing thread after a last fsync; the folder stays locked until all of it is shipped. */
    @Override
    public void close() {
        lock.lock();
        try {
            retryBacklog();
            closed = true;
            written.signal();
        } finally {
            lock.unlock();
        }
        try {
            syncer.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sync();
    }
}
