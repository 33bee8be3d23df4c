package dev.maru.prompts.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.prompts.PromptName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of prompts as paths. */
class FilePathsTest {
    @ParameterizedTest
    @CsvSource({
        "support/greeting, support/greeting.md",
        "환불/안내, 환불/안내.md",
        "a:b?, a%3Ab%3F.md",
        "100%, 100%25.md",
        ".env/x, %2Eenv/x.md",
        "a./b, a%2E/b.md",
        "CON/con.txt, %43ON/%63on.txt.md",
        "a.md/b, a%2Emd/b.md",
        "a.md, a.md.md",
    })
    void writesWhatEveryFileSystemTakes(String name, String path) {
        assertThat(new FilePaths().path(new PromptName(name))).isEqualTo(path);
        assertThat(FilePaths.name(path)).isEqualTo(name);
    }

    @Test
    void eachPathStandsOnceEvenWhereCaseDoesNotCount() {
        var paths = new FilePaths();
        var first = paths.path(new PromptName("Refund"));
        var second = paths.path(new PromptName("refund"));

        assertThat(first).isEqualTo("Refund.md");
        assertThat(second).startsWith("refund~").endsWith(".md");
    }

    @Test
    void longNamesAreCut() {
        var paths = new FilePaths();
        var one = paths.path(new PromptName("가".repeat(254) + "1"));
        var other = paths.path(new PromptName("가".repeat(254) + "2"));

        assertThat(one).isNotEqualTo(other);
        assertThat(one.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(255);
    }

    @Test
    void noTwoFilesMeetAndNoneStandsWhereAFolderDoes() {
        var random = new Random(7);
        var paths = new FilePaths();
        var names = new HashSet<PromptName>();
        var files = new HashSet<String>();
        var folders = new HashSet<String>();
        for (int i = 0; i < 2_000; i++) {
            var name = new RandomPrompts(random).name();
            if (names.add(name)) {
                var path = paths.path(name).toLowerCase(Locale.ROOT);
                assertThat(files.add(path)).as(path).isTrue();
                var parts = path.split("/");
                for (int end = 1; end < parts.length; end++) {
                    folders.add(String.join("/", Arrays.copyOf(parts, end)));
                }
            }
        }
        assertThat(folders).doesNotContainAnyElementsOf(files);
    }
}
