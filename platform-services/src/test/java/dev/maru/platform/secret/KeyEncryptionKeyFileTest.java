package dev.maru.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.maru.platform.settings.MaruSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class KeyEncryptionKeyFileTest {
    @TempDir
    private Path home;

    @Test
    void makesAKeyThatOnlyItsOwnerMayReadAndKeepsIt() throws Exception {
        var made = KeyEncryptionKeyFile.open(settings(Map.of()), true);

        var file = home.resolve("kek");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var again = KeyEncryptionKeyFile.open(settings(Map.of()), false);
        assertThat(again.derive("x")).isEqualTo(made.derive("x"));
    }

    @Test
    void makesNoKeyForADatabaseThatWasSealedBefore() {
        assertThatIllegalStateException()
                .isThrownBy(() -> KeyEncryptionKeyFile.open(settings(Map.of()), false))
                .withMessageContaining("kek")
                .withMessageContaining("MARU_KEK");
        assertThat(home.resolve("kek")).doesNotExist();
    }

    @Test
    void takesTheKeyFromTheSettingFirst() {
        var kek = Base64.getEncoder().encodeToString(new byte[32]);

        var key = KeyEncryptionKeyFile.open(settings(Map.of("maru.kek", kek)), true);

        assertThat(key.derive("x")).isEqualTo(new KeyEncryptionKey(new byte[32]).derive("x"));
        assertThat(home.resolve("kek")).doesNotExist();
    }

    @Test
    void refusesAKeyThatIsNoKeyWithoutRepeatingIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> KeyEncryptionKeyFile.open(settings(Map.of("maru.kek", "not*base64")), true))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("not*base64"));
        assertThatIllegalStateException()
                .isThrownBy(() -> KeyEncryptionKeyFile.open(settings(Map.of("maru.kek", "c2hvcnQ=")), true))
                .withMessageContaining("32 bytes");
    }

    @Test
    void derivesAKeyOfItsOwnForEachPurpose() {
        var key = new KeyEncryptionKey(new byte[32]);

        assertThat(key.derive("one")).hasSize(32).isNotEqualTo(key.derive("two"));
    }

    private MaruSettings settings(Map<String, String> more) {
        var properties = new HashMap<>(more);
        properties.put("maru.home", home.toString());
        properties.put("maru.database-url", "postgresql://u:p@h/d");
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("maru", MaruSettings.class)
                .get();
    }
}
