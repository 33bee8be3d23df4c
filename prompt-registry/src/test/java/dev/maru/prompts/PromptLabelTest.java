package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptLabelTest {
    @ParameterizedTest
    @ValueSource(strings = {"production", "staging", "v1", "1.0", "a_b-c.d", "abcdefghijklmnopqrstuvwxyz0123456789"})
    void takesLowerCaseWords(String label) {
        assertThat(new PromptLabel(label).value()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "0042",
                "Production",
                "a b",
                "a/b",
                "é",
                "운영",
                ".",
                "..",
                "a\n",
                "abcdefghijklmnopqrstuvwxyz0123456789x"
            })
    void refusesTheRest(String label) {
        assertThatThrownBy(() -> new PromptLabel(label))
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("label: ");
    }

    @Test
    void managesOnlyLatest() {
        assertThat(PromptLabel.LATEST.isManaged()).isTrue();
        assertThat(PromptLabel.PRODUCTION.isManaged()).isFalse();
    }
}
