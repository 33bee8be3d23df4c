package dev.maru.prompts.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.content.CompiledPrompt;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateSyntax;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Prompts as Langfuse, LangSmith and Vellum export them. */
class ForeignReaderTest {
    private static final String LANGCHAIN = """
            {"lc":1,"type":"constructor","id":["langchain","prompts","chat","ChatPromptTemplate"],"kwargs":{
              "input_variables":["topic","history"],
              "metadata":{"lc_hub_owner":"-","lc_hub_repo":"joke","lc_hub_commit_hash":"abc"},
              "messages":[
                {"lc":1,"type":"constructor","id":["langchain","prompts","chat","SystemMessagePromptTemplate"],
                 "kwargs":{"prompt":%s}},
                {"lc":1,"type":"constructor","id":["langchain","prompts","chat","MessagesPlaceholder"],
                 "kwargs":{"variable_name":"history","optional":true}},
                {"lc":1,"type":"constructor","id":["langchain","schema","messages","HumanMessage"],
                 "kwargs":{"content":"no {variable} here"}}]}}
            """;

    @Test
    void takesOverWhatLangfuseAnswers() {
        var prompt = prompt("""
                {"id":"x","createdAt":"2025-01-01T00:00:00Z","name":"movie/critic","version":3,"type":"chat","isActive":true,
                 "prompt":[{"type":"chatmessage","role":"system","content":"You rate {{ film }}."},
                           {"type":"placeholder","name":"history"},{"role":"user","content":"{{#not}} a section"}],
                 "config":{"model":"gpt-4o","temperature":0.7},"labels":["production","latest","NOT ok"],"tags":["films"],
                 "commitMessage":"kinder"}
                """);

        assertThat(prompt.name().value()).isEqualTo("movie/critic");
        assertThat(PromptJson.write(prompt.draft().body()).toString())
                .isEqualTo(
                        "[{\"role\":\"system\",\"content\":\"You rate {{ film }}.\"},{\"type\":\"placeholder\",\"name\":\"history\"},"
                                + "{\"role\":\"user\",\"content\":\"{{#not}} a section\"}]");
        assertThat(prompt.draft().body().syntax()).isEqualTo(TemplateSyntax.SIMPLE);
        assertThat(prompt.draft().config().json().canonical()).isEqualTo("{\"model\":\"gpt-4o\",\"temperature\":0.7}");
        assertThat(prompt.labels()).hasToString("[production]");
        assertThat(prompt.tags()).containsExactly("films");
        assertThat(prompt.draft().commitMessage()).isEqualTo("kinder");
    }

    @Test
    void takesTheNewestOfAList() {
        var rows = ForeignReader.read("all.json", """
                [{"name":"a","version":1,"type":"text","prompt":"old"},{"name":"a","version":2,"type":"text","prompt":"new"},
                 {"name":"b","version":1,"type":"text","prompt":"b"},{"name":"c","versions":[1],"labels":[]}, 7]
                """);

        assertThat(rows).extracting(ParsedPrompt::file).startsWith("all.json [0]", "all.json [1]");
        assertThat(rows.get(0).notes()).containsExactly("version 1 of a; only the newest is imported");
        assertThat(PromptJson.write(known(rows.get(1)).draft().body()).stringValue())
                .isEqualTo("new");
        assertThat(rows.get(2).isWrong()).isFalse();
        assertThat(rows.get(3).problem()).contains("without the prompt itself");
        assertThat(rows.get(4).problem()).isEqualTo("is no prompt");
    }

    @Test
    void takesOverAChatOfLangChain() {
        var rows = ForeignReader.read(
                "file.json", LANGCHAIN.formatted(template("Joke about {topic}: {{\"a\": 1}}", "f-string")));
        var prompt = known(rows.getFirst());

        assertThat(prompt.name().value()).isEqualTo("joke");
        assertThat(PromptJson.write(prompt.draft().body()).toString())
                .isEqualTo(
                        "[{\"role\":\"system\",\"content\":\"Joke about {{topic}}: {\\\"a\\\": 1}\"},"
                                + "{\"type\":\"placeholder\",\"name\":\"history\"},{\"role\":\"user\",\"content\":\"no {variable} here\"}]");
        assertThat(prompt.draft().body().syntax()).isEqualTo(TemplateSyntax.MUSTACHE);
        assertThat(rows.getFirst().notes()).anyMatch(note -> note.contains("history must be given"));
    }

    @Test
    void keepsMustacheOfLangChainAndRefusesJinja() {
        var kept =
                known(ForeignReader.read("f.json", LANGCHAIN.formatted(template("{{#topic}}yes{{/topic}}", "mustache")))
                        .getFirst());
        assertThat(PromptJson.write(kept.draft().body()).get(0).get("content").stringValue())
                .isEqualTo("{{#topic}}yes{{/topic}}");

        var refused = ForeignReader.read("f.json", LANGCHAIN.formatted(template("{{ topic }}", "jinja2")))
                .getFirst();
        assertThat(refused.problem()).isEqualTo("is written in jinja2, which cannot be taken over");
    }

    @Test
    void takesOverTextsModelsAndFixedValuesOfLangChain() {
        var rows = ForeignReader.read("greet.json", """
                {"commit_hash":"abc","manifest":{"lc":1,"type":"constructor","id":["langchain","schema","runnable","RunnableSequence"],"kwargs":{
                  "first":{"lc":1,"type":"constructor","id":["langchain_core","prompts","prompt","PromptTemplate"],
                    "kwargs":{"template":"Hello {name} from {place}","partial_variables":{"place":"Seoul"},"template_format":"f-string"}},
                  "last":{"lc":1,"type":"constructor","id":["langchain","chat_models","openai","ChatOpenAI"],
                    "kwargs":{"model":"gpt-4o-mini","temperature":0.3,"openai_api_key":{"lc":1,"type":"secret","id":["K"]}}}}}}
                """);
        var prompt = known(rows.getFirst());

        assertThat(prompt.name().value()).isEqualTo("greet");
        assertThat(PromptJson.write(prompt.draft().body()).stringValue()).isEqualTo("Hello {{name}} from {{place}}");
        assertThat(prompt.draft().config().json().canonical())
                .isEqualTo("{\"model\":\"gpt-4o-mini\",\"temperature\":0.3}");
        assertThat(prompt.draft().variables().find("place")).isNotNull();
    }

    @Test
    void takesOverBlocksOfVellum() {
        var rows = ForeignReader.read("v.json", """
                {"name":"helper","ml_model":"gpt-4o","parameters":{"temperature":0,"max_tokens":100,"stop":[],"custom_parameters":null},
                 "blocks":[
                  {"block_type":"CHAT_MESSAGE","chat_role":"SYSTEM","blocks":[{"block_type":"RICH_TEXT","blocks":[
                     {"block_type":"PLAIN_TEXT","text":"Origin of "},{"block_type":"VARIABLE","input_variable":"text"}]}]},
                  {"block_type":"CHAT_MESSAGE","state":"DISABLED","chat_role":"USER","blocks":[]},
                  {"block_type":"VARIABLE","input_variable":"chat_history"},
                  {"block_type":"CHAT_MESSAGE","chat_role":"USER","blocks":[{"block_type":"JINJA","template":"{{ user.question }}!"}]}]}
                """);
        var prompt = known(rows.getFirst());

        assertThat(PromptJson.write(prompt.draft().body()).toString())
                .isEqualTo(
                        "[{\"role\":\"system\",\"content\":\"Origin of {{text}}\"},{\"type\":\"placeholder\",\"name\":\"chat_history\"},"
                                + "{\"role\":\"user\",\"content\":\"{{user.question}}!\"}]");
        assertThat(prompt.draft().config().json().canonical())
                .isEqualTo("{\"max_tokens\":100,\"model\":\"gpt-4o\",\"temperature\":0}");
        assertThat(rows.getFirst().notes()).containsExactly("a block that is switched off is left out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% if x %}a{% endif %}",
                "{{ x | upper }}",
                "{{ x or 'y' }}",
                "{# remark #}",
                "{{ x",
                "{{ f(x) }}"
            })
    void refusesJinjaThatSaysMore(String template) {
        var json = "{\"name\":\"v\",\"blocks\":[{\"block_type\":\"JINJA\",\"template\":\"%s\"}]}".formatted(template);

        assertThat(ForeignReader.read("v.json", json).getFirst().problem())
                .startsWith("uses Jinja that cannot be expressed: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{x}; {{x}}; MUSTACHE",
                "{{x}}; {x}; MUSTACHE",
                "{{{x}}}; {{{x}}}; SIMPLE",
                "a {{b {x} c}} d; a {b {{x}} c} d; MUSTACHE",
                "{{{{ {x} }}}}; {{ {{x}} }}; SIMPLE",
            })
    void formatStringsSayTheSameInOurSyntax(String from, String to, TemplateSyntax syntax) throws FileException {
        var text = FormatString.read(from);

        assertThat(text.write()).isEqualTo(to);
        assertThat(text.fits(TemplateSyntax.MUSTACHE)).isEqualTo(syntax == TemplateSyntax.MUSTACHE);
        assertThat(text.fits(TemplateSyntax.SIMPLE)).isTrue();
    }

    @Test
    void whatFitsRendersToTheSameText() {
        int fitted = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var template = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                template.append(List.of("{x}", "{y}", "{{", "}}", "a", " ", "!", "#x", "/x", "\n", ">", "^")
                        .get(random.nextInt(12)));
            }
            ForeignText text;
            try {
                text = FormatString.read(template.toString());
            } catch (FileException e) {
                continue;
            }
            for (var syntax : TemplateSyntax.values()) {
                if (text.fits(syntax)) {
                    fitted++;
                    assertThat(rendered(text, syntax))
                            .as("seed %s, %s", seed, text.write())
                            .isEqualTo(expected(text));
                }
            }
        }
        assertThat(fitted).isGreaterThan(10_000);
    }

    private static String rendered(ForeignText text, TemplateSyntax syntax) {
        var body = new PromptBody.Text(syntax, text.write());
        var values = JsonNodeFactory.instance.objectNode().put("x", "<1>").put("y", "<2>");
        return CompiledPrompt.of(body, DeclaredVariables.NONE)
                .render(values)
                .get(0)
                .get("content")
                .stringValue();
    }

    private static String expected(ForeignText text) {
        var expected = new StringBuilder();
        for (var piece : text.pieces()) {
            expected.append(
                    switch (piece) {
                        case ForeignText.Piece.Literal(var literal) -> literal;
                        case ForeignText.Piece.Variable(var name) -> name.equals("x") ? "<1>" : "<2>";
                    });
        }
        return expected.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{ ; is not JSON",
                "{\"a\":1} ; is in no format that is known here",
                "{\"name\":\"x\",\"prompt\":7} ; prompt is neither",
                "{\"lc\":1,\"type\":\"not_implemented\",\"id\":[\"x\"]} ; could not write down",
                "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"FewShotPromptTemplate\"],\"kwargs\":{}} ; is a FewShotPromptTemplate",
                "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"PromptTemplate\"],\"kwargs\":{\"template\":\"{x:.2f}\"}} ; more than a plain variable",
                "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"PromptTemplate\"],\"kwargs\":{\"template\":\"{{{{x}}}}\"}} ; no syntax here",
            })
    void saysWhatCannotBeTakenOver(String json, String problem) {
        assertThat(ForeignReader.read("f.json", json).getFirst().problem()).contains(problem.strip());
    }

    private static String template(String text, String format) {
        return "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"langchain\",\"prompts\",\"prompt\",\"PromptTemplate\"],\"kwargs\":{\"template\":%s,\"template_format\":\"%s\"}}"
                .formatted(JsonNodeFactory.instance.stringNode(text), format);
    }

    private static NewPrompt prompt(String json) {
        return known(ForeignReader.read("f.json", json).getFirst());
    }

    private static NewPrompt known(ParsedPrompt parsed) {
        assertThat(parsed.problem()).isEmpty();
        return Objects.requireNonNull(parsed.prompt());
    }
}
