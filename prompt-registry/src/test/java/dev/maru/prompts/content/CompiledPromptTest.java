package dev.maru.prompts.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptError;
import dev.maru.prompts.PromptKind;
import dev.maru.prompts.content.PromptVariable.Usage;
import org.junit.jupiter.api.Test;

class CompiledPromptTest {
    private static final String CHAT = """
            [{"role":"system","content":"You are {{role}}."},
             {"type":"placeholder","name":"history"},
             {"role":"user","content":[{"type":"text","text":"Look: {{question}}"},
                                       {"type":"image_url","image_url":{"url":"{{image}}","detail":"low"}}]},
             {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
                "function":{"name":"f","arguments":"{\\"a\\":{{x}}}"}}]},
             {"role":"tool","tool_call_id":"c1","content":"{{result}}"}]
            """;

    private static String render(PromptBody body, String variables) {
        return CompiledPrompt.of(body, DeclaredVariables.NONE)
                .render(CanonicalJson.read(variables))
                .toString();
    }

    @Test
    void rendersMessagesPartsToolCallsAndPlaceholders() {
        var body = PromptJson.parse(PromptKind.CHAT, TemplateSyntax.MUSTACHE, CHAT);
        var rendered = render(body, """
                {"role":"a clerk","history":[{"role":"user","content":"hi {{raw}}"}],"question":"what?",
                 "image":"https://i.example/1.png","result":"{\\"ok\\":true}"}
                """);
        assertThat(CanonicalJson.read(rendered)).isEqualTo(CanonicalJson.read("""
                                [{"role":"system","content":"You are a clerk."},
                                 {"role":"user","content":"hi {{raw}}"},
                                 {"role":"user","content":[{"type":"text","text":"Look: what?"},
                                    {"type":"image_url","image_url":{"url":"https://i.example/1.png","detail":"low"}}]},
                                 {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
                                    "function":{"name":"f","arguments":"{\\"a\\":{{x}}}"}}]},
                                 {"role":"tool","content":"{\\"ok\\":true}","tool_call_id":"c1"}]
                                """));
        assertThat(rendered).startsWith("[{\"role\":\"system\",\"content\":");
    }

    @Test
    void namesEveryMissingVariableAtOnce() {
        var body = PromptJson.parse(PromptKind.CHAT, TemplateSyntax.MUSTACHE, CHAT);
        assertThatThrownBy(() -> render(body, "{\"image\":null}"))
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.code()).isEqualTo(PromptError.PROMPT_VARIABLES_MISSING);
                    assertThat(e.fields())
                            .extracting("field")
                            .containsExactly(
                                    "variables.role", "variables.question", "variables.result", "variables.history");
                });
    }

    @Test
    void asksForPathsBelowAVariable() {
        var body = new PromptBody.Text("{{user.name}} {{list.1}}");
        assertThatThrownBy(() -> render(body, "{\"user\":{},\"list\":[1]}"))
                .hasMessageContaining("variables.user.name")
                .hasMessageContaining("variables.list.1");
        assertThat(render(body, "{\"user\":{\"name\":null},\"list\":[1,2]}")).contains("\" 2\"");
    }

    @Test
    void rendersATextPromptAsOneSystemMessage() {
        assertThat(render(new PromptBody.Text("Hi {{n}}"), "{\"n\":\"Ann\"}"))
                .isEqualTo("[{\"role\":\"system\",\"content\":\"Hi Ann\"}]");
    }

    @Test
    void listsVariablesOfTheWholePrompt() {
        assertThat(CompiledPrompt.of(
                                PromptJson.parse(PromptKind.CHAT, TemplateSyntax.MUSTACHE, CHAT),
                                DeclaredVariables.NONE)
                        .variables())
                .containsExactly(
                        new PromptVariable("role", Usage.VALUE, true),
                        new PromptVariable("history", Usage.MESSAGES, true),
                        new PromptVariable("question", Usage.VALUE, true),
                        new PromptVariable("image", Usage.VALUE, true),
                        new PromptVariable("result", Usage.VALUE, true));
    }

    @Test
    void refusesMessagesThatAreNone() {
        var body = PromptJson.parse(
                PromptKind.CHAT, TemplateSyntax.MUSTACHE, "[{\"type\":\"placeholder\",\"name\":\"h\"}]");
        assertThat(render(body, "{\"h\":[]}")).isEqualTo("[]");
        assertThatThrownBy(() -> render(body, "{\"h\":\"x\"}")).hasMessage("variables.h: give a list of messages");
        assertThatThrownBy(() -> render(body, "{\"h\":[{\"role\":\"king\"}]}"))
                .hasMessage("variables.h[0].role: give the role of the message");
        assertThatThrownBy(() -> render(body, "[]")).hasMessage("variables: give a JSON object");
    }

    @Test
    void keepsControlCharactersOfValues() {
        assertThat(render(new PromptBody.Text("{{v}}"), "{\"v\":\"a\\u0000\\u0001\\u0002b\"}"))
                .contains("a\\u0000\\u0001\\u0002b");
    }
}
