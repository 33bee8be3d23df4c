package dev.maru.testing.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds programs that tests need. */
public final class Programs {
    private Programs() {}

    /** The program that the environment variable names, else the first of the names that is on the PATH. */
    public static Path find(String variable, String... names) {
        var configured = System.getenv(variable);
        if (configured != null && !configured.isBlank()) {
            return Path.of(configured);
        }
        var folders = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1));
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "none of " + List.of(names) + " is on the PATH: run ./maru setup, or set " + variable));
    }
}
