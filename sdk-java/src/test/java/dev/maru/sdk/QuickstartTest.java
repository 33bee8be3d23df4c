package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    @Test
    void isWhatTheReadmeShows() throws IOException {
        var program = Files.readString(Path.of("src/test/java/dev/maru/sdk/Quickstart.java"));
        var lines = program.lines()
                .dropWhile(line -> !line.contains("// README begins"))
                .skip(1);
        var shown = lines.takeWhile(line -> !line.contains("// README ends"))
                .map(line -> line.replaceFirst("^ {8}", ""))
                .collect(Collectors.joining("\n", "```java\n", "\n```"));

        assertThat(Files.readString(Path.of("README.md"))).contains(shown);
    }
}
