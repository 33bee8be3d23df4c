package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptReferenceTest {
    @Test
    void isTheValueOfPromptInAModelCall() {
        var byLabel = PromptReference.label("a/b", "staging")
                .withVariables(Map.of("x", 1))
                .withSplitKey("user-1");
        var byVersion = PromptReference.version("a/b", 3);

        assertThat(byLabel.toMap())
                .containsExactly(
                        Map.entry("name", "a/b"),
                        Map.entry("label", "staging"),
                        Map.entry("variables", Map.of("x", 1)),
                        Map.entry("splitKey", "user-1"));
        assertThat(byVersion.toMap())
                .containsExactly(Map.entry("name", "a/b"), Map.entry("version", 3), Map.entry("variables", Map.of()));
    }

    @Test
    void namesALabelOrAVersion() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromptReference("a", "production", 1, Map.of(), null));
    }

    @Test
    void cannotNameAFallback() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PromptReference.to(Prompt.fallback("a", PromptBody.text("own"))));
    }
}
