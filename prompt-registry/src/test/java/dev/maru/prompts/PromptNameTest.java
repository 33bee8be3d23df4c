package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "support/greeting",
                "지원/인사",
                "a b",
                "v1.2",
                "..a",
                "a.../b",
                "e-mail (draft) #1 100%",
                "render",
                "a/versions",
                "👩‍💻/🎉",
                "a?b&c=d;e"
            })
    void takesWhatReadsAsAName(String name) {
        assertThat(new PromptName(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " a",
                "a ",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "a/../b",
                "a/.",
                "./a",
                "a|b",
                "a\\b",
                "a\nb",
                "a\tb",
                "\u0000",
                "a\u007fb",
                "a\u202eb",
                "a\u2066b",
                "a\u2028b",
                "\ud800",
                "a\udc00",
                "\ufeffa"
            })
    void refusesWhatAPathOrAReaderWouldTakeForSomethingElse(String name) {
        assertThatThrownBy(() -> new PromptName(name))
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("name: ");
    }

    @Test
    void countsCharactersAndNotUnits() {
        assertThat(new PromptName("😀".repeat(255)).value()).hasSize(510);
        assertThatThrownBy(() -> new PromptName("a".repeat(256))).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> new PromptName("a".repeat(10_000_000))).isInstanceOf(PlatformException.class);
    }

    @Test
    void isTheSameHoweverItsLettersWereComposed() {
        assertThat(new PromptName("cafe\u0301")).isEqualTo(new PromptName("café"));
        assertThat(new PromptName("한글".equals("한글") ? "\u1112\u1161\u11ab" : ""))
                .isEqualTo(new PromptName("한"));
    }

    @Test
    void knowsItsFolder() {
        assertThat(new PromptName("a/b/c").folder()).isEqualTo("a/b");
        assertThat(new PromptName("c").folder()).isEmpty();
    }

    @Test
    void neverThrowsAnythingButARefusalAndIsStableWhenAccepted() {
        var random = new Random(20_261_123);
        var alphabet = List.of(
                "a", "Z", "0", "/", ".", "..", "|", " ", "%", "é", "e\u0301", "한", "😀", "\ud83d", "\n", "\u202e");
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(8); j >= 0; j--) {
                text.append(alphabet.get(random.nextInt(alphabet.size())));
            }
            try {
                var name = new PromptName(text.toString());
                accepted++;
                assertThat(new PromptName(name.value())).isEqualTo(name);
                assertThat(name.value().split("/", -1)).doesNotContain("", ".", "..");
            } catch (PlatformException refused) {
                assertThat(refused.fields()).extracting("field").containsExactly("name");
            }
        }
        assertThat(accepted).isPositive();
    }
}
