package dev.maru.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", "a-", "a b", "마루", "a/b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void refusesWhatDoesNotBelongInAnAddress(String text) {
        assertThatThrownBy(() -> new Slug(text)).isInstanceOf(PlatformException.class);
    }

    @ParameterizedTest
    @CsvSource({"Acme Inc., acme-inc", "  Café Maru , cafe-maru", "마루, home", "---, home", "A, a"})
    void resemblesAName(String name, String slug) {
        assertThat(Slug.resembling(name, "home").value()).isEqualTo(slug);
    }
}
