package dev.maru.access.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The file from which the launcher takes the link for the first operator; only its owner can read it. */
final class OperatorLinkFile {
    private final Path path;

    OperatorLinkFile(Path home) {
        this.path = home.resolve("operator-link").toAbsolutePath();
    }

    void write(URI link) {
        try {
            Files.createDirectories(path.getParent());
            var fresh = Files.createTempFile(
                    path.getParent(),
                    "operator-link",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, link + "\n");
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path + "; check that its folder can be written", e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
