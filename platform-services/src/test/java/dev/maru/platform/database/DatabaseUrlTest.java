package dev.maru.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void takesAnAddressApart() {
        var url = DatabaseUrl.parse("postgresql://run%40time:p%3Aa+ss@db.example:5433/maru?sslmode=require");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/maru?sslmode=require");
        assertThat(url.user()).isEqualTo("run@time");
        assertThat(url.password()).isEqualTo("p:a+ss");
    }

    @Test
    void assumesTheUsualPortAndReadsTheShortScheme() {
        assertThat(DatabaseUrl.parse("postgres://u:p@db/maru").jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/maru");
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        assertThat(DatabaseUrl.parse("postgresql://u:secret@db/maru"))
                .asString()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db/maru", "postgresql://db/maru", "mysql://u:secret@db/maru"})
    void rejectsAnotherFormWithoutRepeatingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseUrl.parse(url))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("secret"));
    }
}
