package dev.maru.prompts.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredVariablesTest {
    private static final String ALL = """
            [{"name":"who","type":"string","required":true,"description":"whom to greet","sample":"Ann"},
             {"name":"times","type":"number","required":true,"default":2},
             {"name":"loud","type":"boolean","required":false},
             {"name":"tags","type":"list","required":false},
             {"name":"user","type":"object","required":false}]""";

    private static DeclaredVariables declared(String json) {
        return DeclaredVariables.read(CanonicalJson.read(json));
    }

    private static String render(String template, String values) {
        return CompiledPrompt.of(new PromptBody.Text(template), declared(ALL))
                .render(CanonicalJson.read(values))
                .get(0)
                .get("content")
                .stringValue();
    }

    @Test
    void writesWhatItReads() {
        assertThat(declared(ALL).json()).isEqualTo(CanonicalJson.read(ALL));
        assertThat(declared("[{\"name\":\"a\"}]").list())
                .containsExactly(new DeclaredVariable("a", VariableType.STRING, true, null, null, ""));
    }

    @Test
    void fillsDefaultsInAndLetsOptionalOnesOut() {
        assertThat(render("{{who}} {{times}}{{#loud}}!{{/loud}}{{user.name}}", "{\"who\":\"Ann\"}"))
                .isEqualTo("Ann 2");
        assertThat(render("{{who}} {{times}}", "{\"who\":7,\"times\":3,\"more\":[]}"))
                .isEqualTo("7 3");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> render("{{who}} {{times}}", "{}"))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.code()).isEqualTo(PromptError.PROMPT_VARIABLES_MISSING))
                .hasMessageContaining("variables.who");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"who\":[]}|variables.who: give a string",
                "{\"who\":\"a\",\"times\":\"2\"}|variables.times: give a number",
                "{\"who\":\"a\",\"loud\":1}|variables.loud: give a boolean",
                "{\"who\":\"a\",\"tags\":{}}|variables.tags: give a list",
                "{\"who\":\"a\",\"user\":[]}|variables.user: give a object"
            })
    void refusesAnotherTypeThanDeclared(String values, String message) {
        assertThatThrownBy(() -> render("{{who}}", values))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.code()).isEqualTo(PromptError.PROMPT_VARIABLES_INVALID))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|variables",
                "[{\"name\":\"1\"}]|variables[0].name",
                "[{\"name\":\"a\"},{\"name\":\"a\"}]|declared twice",
                "[{\"name\":\"a\",\"type\":\"text\"}]|variables[0].type",
                "[{\"name\":\"a\",\"type\":\"number\",\"default\":\"x\"}]|variables[0].default",
                "[{\"name\":\"a\",\"kind\":1}]|variables[0].kind"
            })
    void saysWhatIsWrongWithADeclaration(String json, String message) {
        assertThatThrownBy(() -> declared(json)).hasMessageContaining(message);
    }
}
