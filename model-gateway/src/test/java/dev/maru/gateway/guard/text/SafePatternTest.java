package dev.maru.gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {
    @ParameterizedTest
    @ValueSource(strings = {"((a{1000}){1000}){1000}", "(?:.{0,1000}){20}x", "(a{99,}){99}", "a{999999999}"})
    void refusesRepeatsThatMultiply(String pattern) {
        assertThatThrownBy(() -> SafePattern.compile(pattern, 0)).isInstanceOf(PatternSyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\d{3}-\\d{4}-\\d{4}", "[A-Z]{2}\\d{2}(?: ?\\d{4}){4}", "project-[a-z]+"})
    void takesWhatPeopleWrite(String pattern) {
        assertThat(SafePattern.compile(pattern, 0)).isNotNull();
    }
}
