package dev.maru.prompts.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptKind;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.content.CanonicalJson;
import dev.maru.prompts.content.ContentHash;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateSyntax;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a prompt looks like as a file, and that it comes back from it unharmed. */
class PromptFileTest {
    @Test
    void readsWell() {
        var body = PromptJson.parse(PromptKind.CHAT, TemplateSyntax.MUSTACHE, """
                [{"role":"system","content":"Answer in Korean.\\n::: is no marker here"},
                 {"type":"placeholder","name":"history"},
                 {"role":"user","content":[{"type":"text","text":"{{question}}"}]},
                 {"role":"assistant","content":null,"tool_calls":[{"id":"c1"}]},
                 {"role":"tool","content":"42","tool_call_id":"c1"}]
                """);
        var prompt = new NewPrompt(
                new PromptName("support/환불 안내"),
                new PromptDraft(
                        body,
                        PromptConfig.parse(
                                "{\"temperature\":0.20,\"stop\":[\"\\n\"],\"extra\":{\"a\":[[1],{}],\"yes\":\"no\"}}"),
                        DeclaredVariables.read(CanonicalJson.read("[{\"name\":\"question\",\"sample\":\"How?\"}]")),
                        "Be kinder: much kinder"),
                "Two\nlines",
                List.of("billing", "1.0"),
                Set.of(PromptLabel.PRODUCTION, new PromptLabel("staging")));

        assertThat(PromptFile.write(prompt)).isEqualTo("""
                        ---
                        name: support/환불 안내
                        kind: chat
                        syntax: mustache
                        description: "Two\\nlines"
                        tags:
                          - "1.0"
                          - billing
                        labels:
                          - production
                          - staging
                        message: "Be kinder: much kinder"
                        variables:
                          - name: question
                            type: string
                            required: true
                            sample: "How?"
                        config:
                          extra:
                            a:
                              - [1]
                              - {}
                            "yes": "no"
                          stop:
                            - "\\n"
                          temperature: 0.2
                        hash: "%s"
                        ---
                        ::: system
                        Answer in Korean.
                        \\::: is no marker here

                        ::: placeholder history

                        ::: user parts
                        [ {
                          "text": "{{question}}",
                          "type": "text"
                        } ]

                        ::: assistant none

                        ::: fields
                        {
                          "tool_calls": [ {
                            "id": "c1"
                          } ]
                        }

                        ::: tool
                        42

                        ::: fields
                        {
                          "tool_call_id": "c1"
                        }
                        """.formatted(ContentHash.of(
                body, prompt.draft().config(), prompt.draft().variables())));
    }

    @Test
    void everyTextComesBackAsItWas() throws FileException {
        for (int seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var prompt = new RandomPrompts(random).prompt();
            var file = PromptFile.write(prompt);

            assertThat(PromptFile.isOne(file)).as("seed %s", seed).isTrue();
            assertThat(PromptFile.read("elsewhere.md", file))
                    .as("seed %s\n%s", seed, file)
                    .isEqualTo(prompt);
            assertThat(PromptFile.write(PromptFile.read("x.md", file))).isEqualTo(file);
        }
    }

    @Test
    void whatEditorsDoToLinesIsUndone() throws FileException {
        var prompt = text("first\nsecond\n\n");
        var file = PromptFile.write(prompt);

        assertThat(PromptFile.read("a.md", "\uFEFF" + file.replace("\n", "\r\n")))
                .isEqualTo(prompt);
        assertThat(PromptFile.read("a.md", PromptFile.write(text("with\r\nits own"))))
                .isEqualTo(text("with\r\nits own"));
    }

    @Test
    void aPersonMayLeaveOutAlmostEverything() throws FileException {
        var prompt = PromptFile.read("support/greeting.md", "---\n---\nHello {{name}}");

        assertThat(prompt.name().value()).isEqualTo("support/greeting");
        assertThat(prompt.draft().body()).isEqualTo(new PromptBody.Text("Hello {{name}}"));
        var chat = PromptFile.read(
                "chat.md",
                "---\n# a remark\nconfig: '{\"temperature\": 1}'\n---\n::: user\nHi\n::: assistant\n\nHello\n");
        assertThat(PromptJson.write(chat.draft().body()).toString())
                .isEqualTo(
                        "[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"\\nHello\"}]");
        assertThat(chat.draft().config().json().canonical()).isEqualTo("{\"temperature\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "---|nam: x|---|a                                  ; 2 ; there is no field nam",
                "---|name: a|kind: song|---|a                      ; 3 ; kind: use text or chat",
                "---|name: a|config:|  temperature: 9|---|a        ; 3 ; config.temperature",
                "---|name: a|tags: one|---|a                       ; 3 ; tags: give a list",
                "---|name: a|labels:|  - NO|---|a                  ; 3 ; label: use 1 to 36",
                "---|name: a|name: b|---|a                         ; 3 ; name stands twice",
                "---|name: a|tags: [a|---|a                        ; 4 ; is not YAML",
                "---|a: &x [1]|b: *x|---|a                         ; 3 ; aliases",
                "---|name: !!java/x a|---|a                        ; 2 ; tags (!…)",
                "---|- a|---|a                                     ; 2 ; write name: value",
                "---|name: a|---|{{#open}}                         ; 4 ; line 1",
                "---|kind: chat|---|::: user|a||::: robot|b        ; 7 ; robot is no role",
                "---|kind: chat|---|hello                          ; 4 ; begins with :::",
                "---|kind: chat|---|::: user|a|::: user|{{#open}}  ; 6 ; prompt[1].content",
                "---|kind: chat|---|::: user parts|[1,|2           ; 6 ; is not JSON",
                "---|kind: chat|---|::: fields|{}                  ; 4 ; below a message",
                "---|kind: chat|---|::: user|a|:::bad one two      ; 6 ; write :::",
                "---|kind: chat|---|::: placeholder x|a|::: user|  ; 5 ; nothing stands below",
            })
    void saysInWhichLineSomethingIsWrong(String file, int line, String message) {
        var text = file.stripTrailing().replace("|", "\n");

        assertThatThrownBy(() -> PromptFile.read("a.md", text)).isInstanceOfSatisfying(FileException.class, e -> {
            assertThat(e.problem()).contains(message.strip());
            assertThat(e.line()).as(e.problem()).isEqualTo(line);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"# A README\n", "", "---\n", "---\nname: x\n", " ---\nname: x\n---\n"})
    void otherMarkdownIsNoPrompt(String text) {
        assertThat(PromptFile.isOne(text)).isFalse();
    }

    @Test
    void aFlatOrDeepBombIsRefused() {
        var deep = "---\nconfig: " + "[".repeat(10_000) + "\n---\n";
        var flat = "---\nconfig:\n" + "  - 1\n".repeat(60_000) + "---\n";

        assertThatThrownBy(() -> PromptFile.read("a.md", deep)).isInstanceOf(FileException.class);
        assertThatThrownBy(() -> PromptFile.read("a.md", flat)).isInstanceOf(FileException.class);
    }

    @Test
    void numbersKeepTheirDigits() throws FileException {
        var config = "{\"a\":0.1234567890123456789012345678901,\"b\":123456789012345678901234567890,\"c\":-0.5}";
        var prompt = new NewPrompt(
                new PromptName("n"),
                new PromptDraft(
                        new PromptBody.Text("x"), new PromptConfig(new JsonValue(config)), DeclaredVariables.NONE, ""),
                "",
                List.of(),
                Set.of());

        assertThat(PromptFile.read("n.md", PromptFile.write(prompt))).isEqualTo(prompt);
    }

    private static NewPrompt text(String template) {
        return NewPrompt.of(
                new PromptName("a"), new PromptDraft(new PromptBody.Text(template), PromptConfig.EMPTY, ""));
    }
}
