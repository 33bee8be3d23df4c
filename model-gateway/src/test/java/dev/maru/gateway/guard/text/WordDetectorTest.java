package dev.maru.gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordDetectorTest {
    private static String masked(String text, List<String> words, List<String> patterns) {
        return new TextMask(List.of(new TextMask.Rule(new WordDetector(words, patterns), true)), (rule, finding) -> {})
                .whole(text);
    }

    @Test
    void findsWordsInAnyCaseAndNotInsideOthers() {
        assertThat(masked("Class, ASS and brass", List.of("ass"), List.of())).isEqualTo("Class, [BLOCKED] and brass");
    }

    @Test
    void findsKoreanWordsWithTheirParticles() {
        assertThat(masked("프로젝트아폴로는 비밀이다", List.of("프로젝트아폴로"), List.of())).isEqualTo("[BLOCKED]는 비밀이다");
    }

    @Test
    void findsPhrasesOverWords() {
        assertThat(masked("about Project Apollo and more", List.of("project apollo"), List.of()))
                .isEqualTo("about [BLOCKED] and more");
    }

    @Test
    void findsPatterns() {
        assertThat(masked("ticket ABC-1234 is open", List.of(), List.of("[A-Z]{3}-\\d+")))
                .isEqualTo("ticket [BLOCKED] is open");
    }

    @Test
    void saysWhyAPatternIsNone() {
        assertThat(WordDetector.fault("(unclosed")).isNotNull();
        assertThat(WordDetector.fault("a*")).isEqualTo("it matches the empty text");
        assertThat(WordDetector.fault("a+")).isNull();
    }

    /** In a backtracking engine this would not end in our time. */
    @Test
    void noPatternRunsForLong() {
        var text = "a".repeat(50_000) + "!";

        var result =
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> masked(text, List.of(), List.of("(a+)+$")));

        assertThat(result).isEqualTo(text);
    }
}
