package dev.maru.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeedScorerTest {
    private static ReasoningNeed score(String text, @Nullable String effort) {
        return NeedScorer.score(text, 200, false, false, effort);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Prove that the square root of 2 is irrational, step by step.|Translate this sentence.",
                "def f(x): return x  # why does this recurse?|Hello there, how are you today?",
                "다음 방정식을 단계별로 증명해 주세요.|이 문장을 번역해 주세요."
            })
    void asksMoreForHarderQuestions(String harder, String easier) {
        assertThat(score(harder, null).score())
                .isGreaterThan(score(easier, null).score());
        assertThat(score(harder, null).reasons()).isNotEmpty();
    }

    @Test
    void goesByTheEffortThatTheClientAsksFor() {
        assertThat(score("hello", "high").score())
                .isGreaterThan(score("hello", "low").score());
    }

    @Test
    void doesNotTakePricesForMathematics() {
        assertThat(score("It costs $5 here and $10 there.", null).reasons())
                .noneMatch(reason -> reason.startsWith("math"));
        assertThat(score("Solve $x^2 = 2$ for x.", null).reasons()).anyMatch(reason -> reason.startsWith("math"));
    }

    /** Without bounds in the patterns, these take minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"$a=", "def ", "=", "class x ", "import"})
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void readsTextsThatAreMadeToBeSearchedForLong(String piece) {
        for (int i = 0; i < 50; i++) {
            assertThat(score(piece.repeat(200_000 / piece.length()), null).score())
                    .isBetween(0.0, 10.0);
            assertThat(score("$a" + piece.repeat(200_000 / piece.length()), null)
                            .score())
                    .isBetween(0.0, 10.0);
        }
    }
}
