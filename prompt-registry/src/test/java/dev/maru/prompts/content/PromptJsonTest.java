package dev.maru.prompts.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptJsonTest {
    @Test
    void writesWhatItReads() {
        var json =
                "[{\"role\":\"developer\",\"content\":\"x\",\"name\":\"n\"},{\"type\":\"placeholder\",\"name\":\"h\"},"
                        + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[]}]";
        assertThat(PromptJson.write(PromptJson.parse(PromptKind.CHAT, TemplateSyntax.MUSTACHE, json))
                        .toString())
                .isEqualTo(json);
        assertThat(PromptJson.write(PromptJson.parse(PromptKind.TEXT, TemplateSyntax.MUSTACHE, "\"a {{b}}\""))
                        .toString())
                .isEqualTo("\"a {{b}}\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}|prompt: a chat prompt is a list of messages",
                "[]|prompt: give 1 to 1000 messages",
                "[1]|prompt[0]: give an object with role and content",
                "[{\"role\":\"king\",\"content\":\"x\"}]|prompt[0].role: use one of system, developer, user, assistant, tool",
                "[{\"role\":\"user\"}]|prompt[0].content: only a message with tool_calls goes without",
                "[{\"role\":\"user\",\"content\":5}]|prompt[0].content: give a text or a list of parts",
                "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"{{#x}}\"}]|"
                        + "prompt[1].content: line 1, column 1: the section {{#x}} is never closed; add {{/x}}",
                "[{\"type\":\"placeholder\",\"name\":\"a b\"}]|"
                        + "prompt[0].name: a placeholder is named like a variable: a letter or _, then letters, digits, _ or -",
                "[{\"type\":\"placeholder\",\"name\":\"h\",\"x\":1}]|"
                        + "prompt[0]: a placeholder has type and name, nothing else",
                "[{\"role\":\"user\",\"content\":\"{{h}}\"},{\"type\":\"placeholder\",\"name\":\"h\"}]|"
                        + "prompt: h is used more than once; a placeholder stands once",
                "[{\"type\":\"placeholder\",\"name\":\"h\"},{\"role\":\"user\",\"content\":\"{{h}}\"}]|"
                        + "prompt: h is a variable and a placeholder at once; rename one of them"
            })
    void saysWhichFieldOfWhichMessageIsWrong(String json, String message) {
        assertThatThrownBy(() -> PromptJson.parse(PromptKind.CHAT, TemplateSyntax.MUSTACHE, json))
                .isInstanceOf(PlatformException.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatTheDatabaseCannotKeep() {
        assertThatThrownBy(() -> PromptJson.parse(PromptKind.TEXT, TemplateSyntax.MUSTACHE, "\"a\\u0000\""))
                .hasMessageContaining("U+0000");
        assertThatThrownBy(() -> PromptJson.parse(PromptKind.TEXT, TemplateSyntax.MUSTACHE, "\"\\ud800\""))
                .hasMessageContaining("surrogate");
        assertThatThrownBy(() -> PromptConfig.parse("{\"a\":1e400}")).hasMessageContaining("1e308");
        assertThatThrownBy(() -> PromptConfig.parse("{\"a\":1,\"a\":2}")).hasMessageContaining("Duplicate");
        assertThatThrownBy(() -> PromptConfig.parse("{\"a\":" + "[".repeat(100)))
                .hasMessageContaining("depth");
        assertThatThrownBy(() -> PromptConfig.parse("{} x")).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> PromptConfig.parse("")).isInstanceOf(PlatformException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[]|config: give a JSON object",
                "{\"temperature\":3}|config.temperature: give a number from 0 to 2",
                "{\"max_tokens\":0}|config.max_tokens: give a whole number above 0",
                "{\"max_tokens\":1.5}|config.max_tokens: give a whole number above 0",
                "{\"model\":\" \"}|config.model: give the name of a model or a route",
                "{\"stop\":[1]}|config.stop: give a text or a list of texts",
                "{\"tools\":{}}|config.tools: give a list of tool definitions"
            })
    void checksTheFieldsOfAConfigThatItKnows(String config, String message) {
        assertThatThrownBy(() -> PromptConfig.parse(config)).hasMessage(message);
    }

    @Test
    void keepsFreeExtrasOfAConfig() {
        assertThat(PromptConfig.parse("{\"zeta\":[{\"b\":1.0,\"a\":null}],\"model\":\"m\"}")
                        .json()
                        .canonical())
                .isEqualTo("{\"model\":\"m\",\"zeta\":[{\"a\":null,\"b\":1}]}");
    }

    @Test
    void hashesContentAndNotItsSpelling() {
        var body = new PromptBody.Text("x");
        var hash = ContentHash.of(body, PromptConfig.parse("{\"a\":1,\"b\":10}"), DeclaredVariables.NONE);
        assertThat(ContentHash.of(body, PromptConfig.parse("{ \"b\": 1e1, \"a\": 1.00 }"), DeclaredVariables.NONE))
                .isEqualTo(hash);
        assertThat(ContentHash.of(body, PromptConfig.parse("{\"a\":1,\"b\":11}"), DeclaredVariables.NONE))
                .isNotEqualTo(hash);
        assertThat(ContentHash.of(new PromptBody.Text("x "), PromptConfig.EMPTY, DeclaredVariables.NONE))
                .isNotEqualTo(ContentHash.of(body, PromptConfig.EMPTY, DeclaredVariables.NONE));
        assertThat(hash.toString()).matches("sha256:[0-9a-f]{64}");
        assertThat(ContentHash.ofBytes(hash.bytes())).isEqualTo(hash);
    }
}
