package dev.maru.gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDetectorTest {
    private static final List<TextMask.Rule> RULES = List.of(new TextMask.Rule(new SecretDetector(), true));

    private final List<String> kinds = new ArrayList<>();

    private String masked(String text) {
        return new TextMask(RULES, (rule, finding) -> kinds.add(finding.kind())).whole(text);
    }

    /** Put together here, so that nobody's scanner takes this file for a leak. */
    @ParameterizedTest
    @CsvSource({
        "AKIA,IOSFODNN7EXAMPLE,aws-key",
        "ghp_,abcdefghijklmnopqrstuvwxyz0123456789,github-token",
        "github_pat_,11ABCDEFG0abcdefghijklmnopqrstuvwxyz0123456789ABCDEF,github-token",
        "sk-,proj-abcdefghijklmnopqrstuvwx,openai-key",
        "AIza,SyA1234567890abcdefghijklmnopqrstuv,google-key",
        "xoxb-,123456789012-abcdefghijkl,slack-token",
        "maru_sk_,abcdefghijklmnopqrstuvwxyz012345,maru-key",
        "sk_live_,abcdefghijklmnopqrstuvwx,stripe-key",
        "glpat-,abcdefghijklmnopqrst,gitlab-token",
        "eyJ,hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9,jwt"
    })
    void masksWellKnownForms(String begin, String rest, String kind) {
        assertThat(masked("the key=\"" + begin + rest + "\", 조심하세요")).isEqualTo("the key=\"[SECRET]\", 조심하세요");
        assertThat(kinds).contains(kind);
    }

    @Test
    void masksAPrivateKeyFromItsFirstLineToItsLast() {
        var lines = "abcdefghij klmno\nPqrstuvwxyz0123\n".repeat(40);
        var text = "before -----BEGIN RSA " + "PRIVATE KEY-----\n" + lines + "-----END RSA " + "PRIVATE KEY----- after";

        assertThat(masked(text)).isEqualTo("before [SECRET] after");
        assertThat(kinds).containsExactly("private-key");
    }

    @Test
    void masksAPrivateKeyWhoseEndIsMissing() {
        assertThat(masked("x -----BEGIN " + "PRIVATE KEY-----\nMIIabc def ghi")).isEqualTo("x [SECRET]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ask-me-anything-about-this-thing",
                "the task-force of skies",
                "-----BEGIN CERTIFICATE-----\nMIIabc\n-----END CERTIFICATE-----",
                "eyJhbGciOiJub25lIn0 alone",
                "ghp_short and AKIA"
            })
    void leavesAloneWhatOnlyLooksAlike(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }
}
