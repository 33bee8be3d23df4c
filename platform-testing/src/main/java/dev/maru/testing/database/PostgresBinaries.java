package dev.maru.testing.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where PostgreSQL is installed, and how to call it: it refuses to run as root. */
record PostgresBinaries(Path folder) {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    static PostgresBinaries find() {
        var configured = System.getenv("MARU_PG_BIN");
        if (configured != null && !configured.isBlank()) {
            return new PostgresBinaries(Path.of(configured));
        }
        try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(PostgresBinaries::major))
                    .map(version -> new PostgresBinaries(version.resolve("bin")))
                    .orElseThrow(() -> new IllegalStateException(
                            "no PostgreSQL found: run ./maru setup, or set MARU_PG_BIN to the folder of initdb"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> command(String program, List<String> arguments) {
        var call = Stream.concat(Stream.of(folder.resolve(program).toString()), arguments.stream());
        return Stream.concat(asServerUser().stream(), call).toList();
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<String> asServerUser() {
        return isRoot() ? List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--") : List.of();
    }

    private static int major(Path version) {
        var name = version.getFileName().toString();
        return name.matches("\\d+") ? Integer.parseInt(name) : -1;
    }
}
