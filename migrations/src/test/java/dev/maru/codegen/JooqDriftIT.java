package dev.maru.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.testing.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed classes are those that the migrations give. */
class JooqDriftIT {
    private static final Path COMMITTED = Path.of("src/main/java/dev/maru/db");

    @Test
    void committedClassesEqualTheMigrations(@TempDir Path folder) throws Exception {
        try (var database = TestDatabase.create()) {
            JooqCodegen.generate(database.jdbcUrl(), database.ownerUser(), database.ownerPassword(), folder);
        }

        assertThat(sources(COMMITTED))
                .as("run ./maru codegen and commit what it writes")
                .isEqualTo(sources(folder.resolve("dev/maru/db")));
    }

    private static TreeMap<String, String> sources(Path root) throws IOException {
        var sources = new TreeMap<String, String>();
        try (var files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> sources.put(root.relativize(file).toString(), text(file)));
        }
        return sources;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
