package dev.maru.access.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.access.AccessError;
import dev.maru.core.problem.PlatformException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "elevenchars",
                "aaaaaaaaaaaaaaaa",
                "ababababababab",
                "Password1234",
                "correcthorsebatterystaple",
                "ada@example.com",
                "dkssudgktpdy"
            })
    void refusesWhatIsTriedFirst(String password) {
        assertThatThrownBy(() -> PasswordPolicy.check(password, "Ada@example.com"))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(AccessError.PASSWORD_WEAK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"four plain english words", "마루에서 자는 고양이 두 마리", "x7!kQ2#mZ9$p"})
    void takesAnythingElse(String password) {
        assertThatCode(() -> PasswordPolicy.check(password, "ada@example.com")).doesNotThrowAnyException();
    }
}
