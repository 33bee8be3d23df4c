package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCopiesTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final PromptKey KEY = key("a/인사");

    @TempDir
    Path temporary;

    private final List<CacheEvent> events = new ArrayList<>();

    private DiskCopies copies(String owner, long maxBytes) {
        var counters = new CacheCounters((event, prompt, cause) -> events.add(event));
        return new DiskCopies(temporary.resolve("copies"), maxBytes, owner, counters, () -> NOW);
    }

    private DiskCopies copies() {
        return copies("owner", 1_000_000);
    }

    private static PromptKey key(String name) {
        return PromptKey.of(name, PromptOptions.defaults());
    }

    private static byte[] answer(String text) {
        return "{\"name\":\"a/인사\",\"version\":1,\"prompt\":\"%s\"}"
                .formatted(text)
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(temporary.resolve("copies"))) {
            return files.toList();
        }
    }

    private Path file() throws IOException {
        assertThat(files()).hasSize(1);
        return files().get(0);
    }

    @Test
    void readsWhatAnotherProgramWrote() {
        copies().write(KEY, "\"etag\"", answer("Grüße"));

        var copy = Objects.requireNonNull(copies().read(KEY));

        assertThat(copy.prompt().text()).isEqualTo("Grüße");
        assertThat(copy.prompt().etag()).isEqualTo("\"etag\"");
        assertThat(copy.stale().source()).isEqualTo(Prompt.Source.DISK);
        assertThat(events).isEmpty();
    }

    @Test
    void keepsKeysSelectorsAndOwnersApart() {
        copies().write(KEY, "\"e\"", answer("x"));

        assertThat(copies().read(key("a"))).isNull();
        assertThat(copies().read(PromptKey.of("a/인사", PromptOptions.label("staging"))))
                .isNull();
        assertThat(copies().read(PromptKey.of("a/인사", PromptOptions.version(1))))
                .isNull();
        assertThat(copies("another key", 1_000_000).read(KEY)).isNull();
        assertThat(events).isEmpty();
    }

    @Test
    void showsFilesToNobodyElse() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        copies().write(KEY, "\"e\"", answer("x"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("copies"))))
                .isEqualTo("rwx------");
        assertThat(file().toString()).doesNotContain("owner").doesNotContain("인사");
    }

    @Test
    void noticesEveryDamagedByte() throws IOException {
        copies().write(KEY, "\"e\"", answer("text"));
        var file = file();
        var whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            var damaged = whole.clone();
            damaged[i] ^= 0x04;
            Files.write(file, damaged);
            events.clear();

            assertThat(copies().read(KEY)).as("byte " + i).isNull();
            assertThat(events).containsExactly(CacheEvent.ERROR);
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void noticesAFileThatWasCutOff() throws IOException {
        copies().write(KEY, "\"e\"", answer("text"));
        var file = file();
        var whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThat(copies().read(KEY)).as("the first " + length + " bytes").isNull();
        }
    }

    @Test
    void noticesACopyUnderTheNameOfAnother() throws IOException {
        copies().write(key("other"), "\"e\"", answer("other"));
        var other = file();
        copies().write(KEY, "\"e\"", answer("text"));
        var mine =
                files().stream().filter(file -> !file.equals(other)).findAny().orElseThrow();
        Files.copy(other, mine, StandardCopyOption.REPLACE_EXISTING);

        assertThat(copies().read(KEY)).isNull();
    }

    @Test
    void makesRoomByDeletingWhatWasConfirmedLongestAgo() throws IOException {
        var text = "x".repeat(1_000);
        var limited = copies("owner", 10_000);
        for (int i = 0; i < 8; i++) {
            limited.write(key("p" + i), "\"e\"", answer(text));
            var written = newest();
            Files.setLastModifiedTime(written, FileTime.from(NOW.minus(Duration.ofDays(100 - i))));
        }
        limited.confirm(key("p0"));
        limited.write(key("p8"), "\"e\"", answer(text));

        assertThat(limited.read(key("p0"))).isNotNull();
        assertThat(limited.read(key("p1"))).isNull();
        assertThat(limited.read(key("p7"))).isNotNull();
        long sum = 0;
        for (var file : files()) {
            sum += Files.size(file);
        }
        assertThat(sum).isLessThanOrEqualTo(10_000);
        assertThat(events).isEmpty();
    }

    private Path newest() throws IOException {
        return files().stream()
                .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                .orElseThrow();
    }

    @Test
    void cleansUpAfterAProgramThatWasKilled() throws IOException {
        copies().write(KEY, "\"e\"", answer("x"));
        var abandoned = temporary.resolve("copies/1.unfinished");
        var underWay = temporary.resolve("copies/2.unfinished");
        Files.writeString(abandoned, "half");
        Files.writeString(underWay, "half");
        Files.setLastModifiedTime(abandoned, FileTime.from(NOW.minus(Duration.ofHours(2))));
        Files.setLastModifiedTime(underWay, FileTime.from(NOW.minus(Duration.ofMinutes(2))));

        copies().write(KEY, "\"e\"", answer("y"));

        assertThat(abandoned).doesNotExist();
        assertThat(underWay).exists();
    }

    @Test
    void reportsAFolderThatCannotBeUsed() throws IOException {
        Files.writeString(temporary.resolve("copies"), "not a folder");

        assertThatCode(() -> copies().write(KEY, "\"e\"", answer("x"))).doesNotThrowAnyException();
        assertThat(copies().read(KEY)).isNull();
        assertThatCode(() -> copies().delete(KEY)).doesNotThrowAnyException();

        assertThat(events).isNotEmpty().containsOnly(CacheEvent.ERROR);
    }

    @Test
    void deletesACopy() {
        copies().write(KEY, "\"e\"", answer("x"));
        copies().delete(KEY);
        copies().delete(KEY);

        assertThat(copies().read(KEY)).isNull();
    }
}
