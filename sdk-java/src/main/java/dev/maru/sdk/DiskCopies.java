package dev.maru.sdk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last good answers in a folder, one file per key, readable by their owner only. Several programs may share a folder.
 * Whatever goes wrong here is reported and never keeps a prompt from being served.
 */
final class DiskCopies {
    private static final System.Logger LOG = System.getLogger(DiskCopies.class.getName());
    private static final String FIRST_LINE = "maru-prompt-copy 1";
    private static final String SUFFIX = ".prompt";
    private static final String UNFINISHED = ".unfinished";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;
    private final long maxBytes;
    private final String owner;
    private final CacheCounters counters;
    private final InstantSource clock;

    /** About how many bytes there are; -1 before anybody looked. */
    private long bytes = -1;

    private record SavedFile(Path path, long size, FileTime lastUse) {}

    /**
     * @param maxBytes beyond which the files that were confirmed longest ago go
     * @param owner tells Maru's base URL and the key, without giving the key away
     */
    DiskCopies(Path folder, long maxBytes, String owner, CacheCounters counters, InstantSource clock) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.owner = owner;
        this.counters = counters;
        this.clock = clock;
    }

    @Nullable
    Copy read(PromptKey key) {
        var file = file(key);
        try {
            return parse(file, Files.readAllBytes(file)).onDisk();
        } catch (NoSuchFileException e) {
            return null;
        } catch (Json.UnreadableException e) {
            report(key, "the copy on disk is damaged and was deleted", e);
            delete(key);
            return null;
        } catch (IOException e) {
            report(key, "the copy on disk cannot be read", e);
            return null;
        }
    }

    /** @param json what Maru sent */
    void write(PromptKey key, String etag, byte[] json) {
        var file = file(key);
        try {
            makeFolder();
            var contents = contents(file, etag, json);
            var unfinished = Files.createTempFile(folder, "", UNFINISHED, permissions("rw-------"));
            try {
                Files.write(unfinished, contents);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            makeRoom(contents.length);
        } catch (IOException e) {
            report(key, "no copy could be written to disk", e);
        }
    }

    /** After Maru confirmed a copy: it is not among the first to go. */
    void confirm(PromptKey key) {
        try {
            Files.setLastModifiedTime(file(key), FileTime.from(clock.instant()));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no copy on disk to confirm", e);
        }
    }

    void delete(PromptKey key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException e) {
            report(key, "the copy on disk cannot be deleted", e);
        }
    }

    private Path file(PromptKey key) {
        var text = String.join("\n", owner, key.name(), key.label(), String.valueOf(key.version()));
        return folder.resolve(Sha256.hex(text.getBytes(StandardCharsets.UTF_8)) + SUFFIX);
    }

    /** Three lines, then the answer: what this is, the hash of all that follows and of the file's own name, the ETag. */
    private static byte[] contents(Path file, String etag, byte[] json) {
        var contents = new ByteArrayOutputStream();
        contents.writeBytes(
                (FIRST_LINE + "\n" + hash(file, etag, json) + "\n" + etag + "\n").getBytes(StandardCharsets.UTF_8));
        contents.writeBytes(json);
        return contents.toByteArray();
    }

    private static String hash(Path file, String etag, byte[] json) {
        var hashed = new ByteArrayOutputStream();
        hashed.writeBytes((file.getFileName() + "\n" + etag + "\n").getBytes(StandardCharsets.UTF_8));
        hashed.writeBytes(json);
        return Sha256.hex(hashed.toByteArray());
    }

    private static Copy parse(Path file, byte[] contents) throws Json.UnreadableException {
        var lines = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < contents.length && lines.size() < 3; i++) {
            if (contents[i] == '\n') {
                lines.add(new String(contents, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        var json = Arrays.copyOfRange(contents, start, contents.length);
        if (lines.size() < 3
                || !lines.get(0).equals(FIRST_LINE)
                || !lines.get(1).equals(hash(file, lines.get(2), json))) {
            throw new Json.UnreadableException(file + " is not as it was written", null);
        }
        return Copy.of(PromptJson.prompt(json, lines.get(2)), json.length);
    }

    private void makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, permissions("rwx------"));
        }
    }

    private FileAttribute<?>[] permissions(String symbols) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(symbols))
                }
                : new FileAttribute<?>[0];
    }

    private synchronized void makeRoom(long written) throws IOException {
        bytes = bytes < 0 ? maxBytes + 1 : bytes + written;
        if (bytes <= maxBytes) {
            return;
        }
        var files = files();
        bytes = files.stream().mapToLong(SavedFile::size).sum();
        if (bytes <= maxBytes) {
            return;
        }
        // More than needed, so that the next few need nothing.
        long goal = maxBytes / 4 * 3;
        for (var file : files) {
            if (bytes <= goal) {
                return;
            }
            Files.deleteIfExists(file.path);
            bytes -= file.size;
        }
    }

    /** The least recently confirmed first; what a program left behind when it was killed goes at once. */
    private List<SavedFile> files() throws IOException {
        var files = new ArrayList<SavedFile>();
        var abandoned = FileTime.from(clock.instant().minus(ABANDONED));
        try (var paths = Files.newDirectoryStream(folder, "*{" + SUFFIX + "," + UNFINISHED + "}")) {
            for (var path : paths) {
                try {
                    var lastUse = Files.getLastModifiedTime(path);
                    if (path.toString().endsWith(SUFFIX)) {
                        files.add(new SavedFile(path, Files.size(path), lastUse));
                    } else if (lastUse.compareTo(abandoned) < 0) {
                        Files.deleteIfExists(path);
                    }
                } catch (NoSuchFileException e) {
                    LOG.log(System.Logger.Level.DEBUG, "another program deleted a copy meanwhile", e);
                }
            }
        }
        files.sort(Comparator.comparing(SavedFile::lastUse));
        return files;
    }

    private void report(PromptKey key, String what, Exception cause) {
        LOG.log(System.Logger.Level.WARNING, () -> "prompt " + key + ": " + what, cause);
        counters.add(CacheEvent.ERROR, key.name(), cause);
    }
}
