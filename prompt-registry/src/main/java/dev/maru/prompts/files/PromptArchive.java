package dev.maru.prompts.files;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Zip archives of files: the same bytes for the same files, and read with limits on everything that they could claim. */
final class PromptArchive {
    static final int MAX_ENTRIES = 20_000;
    static final int MAX_FILE_BYTES = 3 * 1024 * 1024;
    static final int MAX_TOTAL_BYTES = 96 * 1024 * 1024;

    /** Real text never shrinks that much; below this many bytes nobody asks. */
    static final int MAX_RATIO = 100;

    private static final int RATIO_FREE_BYTES = 1024 * 1024;

    /** The beginning of time in a zip; a time of its own would make equal archives differ. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private PromptArchive() {}

    static boolean isOne(byte[] bytes) {
        return bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K' && (bytes[2] == 3 || bytes[2] == 5);
    }

    static byte[] write(SortedMap<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (var file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a zip in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /** The files by path, in their order, without folders; null where a file is no UTF-8. */
    static Map<String, @Nullable String> read(byte[] bytes) {
        var files = new LinkedHashMap<String, @Nullable String>();
        long total = 0;
        int entries = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entries++ == MAX_ENTRIES) {
                    throw refused("holds more than " + MAX_ENTRIES + " files");
                }
                requireSafe(entry.getName());
                var content = zip.readNBytes(MAX_FILE_BYTES + 1);
                total += content.length;
                if (content.length > MAX_FILE_BYTES) {
                    throw refused(entry.getName() + " is larger than " + MAX_FILE_BYTES / 1024 / 1024 + " MiB");
                }
                if (total > MAX_TOTAL_BYTES || total > RATIO_FREE_BYTES + (long) MAX_RATIO * bytes.length) {
                    throw refused("unpacks to more than can be imported at once");
                }
                if (!entry.isDirectory()) {
                    if (files.containsKey(entry.getName())) {
                        throw refused("holds " + entry.getName() + " twice");
                    }
                    files.put(entry.getName(), text(content));
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new PlatformException(CoreError.INVALID_REQUEST, "The zip archive is broken: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new PlatformException(CoreError.INVALID_REQUEST, "The zip archive ends too early.", e);
        }
        return files;
    }

    /** Nothing is ever unpacked to a disk, but a name that leads out of its folder is nobody's prompt. */
    private static void requireSafe(String path) {
        boolean outside = path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf(':') == 1;
        for (var segment : path.split("/", -1)) {
            outside |= segment.equals("..") || segment.equals(".");
        }
        if (outside || path.chars().anyMatch(c -> c < ' ')) {
            throw refused("holds a path that leads elsewhere: " + path.replaceAll("\\p{Cntrl}", "?"));
        }
    }

    static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static PlatformException refused(String what) {
        return PlatformException.invalid("file", "the archive " + what);
    }
}
