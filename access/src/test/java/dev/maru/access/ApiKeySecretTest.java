package dev.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ApiKeySecretTest {
    @Test
    void hasItsPrefixThirtyRandomCharactersAndAChecksum() {
        var secret = ApiKeySecret.next();

        assertThat(secret.value()).matches("maru_sk_[0-9A-Za-z]{36}");
        assertThat(ApiKeySecret.parse(secret.value())).contains(secret);
    }

    @Test
    void refusesASecretWithOneCharacterChangedAnywhere() {
        var value = ApiKeySecret.next().value();

        for (int i = ApiKeySecret.PREFIX.length(); i < value.length(); i++) {
            var other = value.charAt(i) == 'a' ? 'b' : 'a';
            assertThat(ApiKeySecret.parse(value.substring(0, i) + other + value.substring(i + 1)))
                    .isEmpty();
        }
    }

    @Test
    void refusesWhatIsNoSecretAtAll() {
        assertThat(ApiKeySecret.parse("")).isEmpty();
        assertThat(ApiKeySecret.parse("maru_sk_")).isEmpty();
        assertThat(ApiKeySecret.parse("sk-" + "a".repeat(41))).isEmpty();
        assertThat(ApiKeySecret.parse(ApiKeySecret.next().value() + "x")).isEmpty();
    }

    @Test
    void neverRepeatsItself() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(seen.add(ApiKeySecret.next().value())).isTrue();
        }
    }

    @Test
    void showsOnlyItsBeginning() {
        var secret = ApiKeySecret.next();

        assertThat(secret.shown()).hasSize(12);
        assertThat(secret.toString()).doesNotContain(secret.value().substring(12));
    }
}
