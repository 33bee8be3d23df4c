package dev.maru.platform.secret;

import dev.maru.platform.settings.MaruSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Finds the key-encryption key: the setting, else the file; a new installation gets a new one. */
final class KeyEncryptionKeyFile {
    private KeyEncryptionKeyFile() {}

    static KeyEncryptionKey open(MaruSettings settings, boolean newInstallation) {
        var setting = settings.kek();
        if (setting != null) {
            return new KeyEncryptionKey(decode(setting, "MARU_KEK"));
        }
        var file = settings.home().resolve("kek");
        try {
            if (Files.exists(file)) {
                return new KeyEncryptionKey(decode(Files.readString(file), file.toString()));
            }
            if (!newInstallation) {
                throw new IllegalStateException("The key-encryption key is missing: put the backup of it at " + file
                        + " or set MARU_KEK. Without it the stored credentials cannot be read.");
            }
            return new KeyEncryptionKey(create(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The key-encryption key at " + file + " cannot be read or written.", e);
        }
    }

    private static byte[] create(Path file) throws IOException {
        var key = new byte[KeyEncryptionKey.BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n", StandardOpenOption.SYNC);
        return key;
    }

    private static byte[] decode(String base64, String where) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(where + " does not hold a key in Base64.", e);
        }
    }
}
