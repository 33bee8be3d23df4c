package dev.maru.gateway.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one instance's spool, held by a lock for as long as this object is open. The operating system frees the
 * lock of a killed process, so whoever gets it may read what is left.
 */
final class SpoolFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String ACKNOWLEDGED = "acknowledged";
    private static final String SUFFIX = ".segment";

    private final Path path;
    private final FileChannel channel;

    @SuppressWarnings("UnusedVariable") // held, not read: a lock without a reference may be collected
    private final FileLock lock;

    private SpoolFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /** Makes the folder if need be and locks it; null if somebody else holds the lock. */
    static @Nullable SpoolFolder tryOpen(Path path) throws IOException {
        Files.createDirectories(path);
        var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var lock = channel.tryLock();
            if (lock != null) {
                return new SpoolFolder(path, channel, lock);
            }
        } catch (OverlappingFileLockException e) {
            // Held by another spool of this process: the same as held by another process.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    Path path() {
        return path;
    }

    /** The instance whose spool this is; folders are named after it. */
    UUID instance() {
        var name = String.valueOf(path.getFileName());
        try {
            return UUID.fromString(name);
        } catch (IllegalArgumentException e) {
            return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        }
    }

    Path segment(long number) {
        return path.resolve("%012d%s".formatted(number, SUFFIX));
    }

    /** The numbers of the segments that are there, in order. */
    List<Long> segments() throws IOException {
        try (var files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .flatMapToLong(
                            name -> LongStream.of(Long.parseLong(name.substring(0, name.length() - SUFFIX.length()))))
                    .sorted()
                    .boxed()
                    .toList();
        }
    }

    /** Up to where everything is in the database. */
    SpoolPosition acknowledged() throws IOException {
        var file = path.resolve(ACKNOWLEDGED);
        if (!Files.exists(file)) {
            return SpoolPosition.START;
        }
        var parts = Files.readString(file).strip().split(" ");
        return parts.length == 2
                ? new SpoolPosition(Long.parseLong(parts[0]), Long.parseLong(parts[1]))
                : SpoolPosition.START;
    }

    /** Notes that everything before the position is in the database, and deletes the segments that lie before it. */
    void acknowledge(SpoolPosition position) throws IOException {
        var next = path.resolve(ACKNOWLEDGED + ".next");
        Files.writeString(next, position.segment() + " " + position.offset(), StandardCharsets.US_ASCII);
        Files.move(next, path.resolve(ACKNOWLEDGED), StandardCopyOption.ATOMIC_MOVE);
        for (var number : segments()) {
            if (number < position.segment()) {
                Files.deleteIfExists(segment(number));
            }
        }
    }

    /** Deletes the folder: everything in it is in the database. */
    void delete() throws IOException {
        for (var number : segments()) {
            Files.deleteIfExists(segment(number));
        }
        Files.deleteIfExists(path.resolve(ACKNOWLEDGED));
        Files.deleteIfExists(path.resolve(LOCK));
        close();
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
