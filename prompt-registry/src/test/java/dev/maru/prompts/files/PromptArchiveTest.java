package dev.maru.prompts.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives: equal bytes for equal files, and no trust in what one claims. */
class PromptArchiveTest {
    @Test
    void writesTheSameBytesAndReadsThemBack() {
        var files = new TreeMap<>(Map.of("b/환불.md", "two", "a.md", "one"));
        var bytes = PromptArchive.write(files);

        assertThat(PromptArchive.isOne(bytes)).isTrue();
        assertThat(PromptArchive.write(new TreeMap<>(files))).isEqualTo(bytes);
        assertThat(PromptArchive.read(bytes)).containsExactly(Map.entry("a.md", "one"), Map.entry("b/환불.md", "two"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../a.md", "a/../../b.md", "/etc/a.md", "C:/a.md", "a\\b.md", "./a.md", "a/..", "a\u0001.md"})
    void refusesPathsThatLeadElsewhere(String path) {
        assertRefused(zip(path, "x".getBytes()), "leads elsewhere");
    }

    @Test
    void refusesBombs() throws IOException {
        assertRefused(zip("a.md", new byte[PromptArchive.MAX_FILE_BYTES + 1]), "larger than");
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < 3; i++) {
                zip.putNextEntry(new ZipEntry(i + ".md"));
                zip.write(new byte[PromptArchive.MAX_FILE_BYTES]);
            }
        }
        assertRefused(bytes.toByteArray(), "unpacks to more");
        bytes.reset();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i <= PromptArchive.MAX_ENTRIES; i++) {
                zip.putNextEntry(new ZipEntry(i + "/"));
            }
        }
        assertRefused(bytes.toByteArray(), "more than 20000 files");
    }

    @Test
    void refusesWhatIsBroken() {
        var bytes = zip("a.md", "some text that is long enough to be cut off in its middle".getBytes());

        assertThatThrownBy(() -> PromptArchive.read(Arrays.copyOf(bytes, 50))).isInstanceOf(PlatformException.class);
        bytes[60] ^= 0x55;
        assertThatThrownBy(() -> PromptArchive.read(bytes)).isInstanceOf(PlatformException.class);
        assertThat(PromptArchive.read(zip("a.md", new byte[] {(byte) 0xff})).get("a.md"))
                .isNull();
    }

    static byte[] zip(String path, byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(path));
            zip.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static void assertRefused(byte[] bytes, String why) {
        assertThatThrownBy(() -> PromptArchive.read(bytes)).hasMessageContaining(why);
    }
}
