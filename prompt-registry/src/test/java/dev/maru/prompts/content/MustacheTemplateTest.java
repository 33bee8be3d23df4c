package dev.maru.prompts.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptError;
import dev.maru.prompts.content.PromptVariable.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MustacheTemplateTest {
    private static String render(String template, Map<String, ?> variables) {
        return MustacheTemplate.parse("prompt", template).render(TemplateValues.of(variables));
    }

    @Test
    void insertsValuesAsTheyAre() {
        assertThat(render("{{v}}|{{{v}}}|{{&v}}|{{ v }}", Map.of("v", "<a href=\"x\"> & 'q' $100 \\n {{v}} {{#v}}")))
                .isEqualTo(String.join("|", Collections.nCopies(4, "<a href=\"x\"> & 'q' $100 \\n {{v}} {{#v}}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{}",
                "{{",
                "}}",
                "{{}}",
                "{{ }}",
                "{ \"key\": \"v\" }",
                "{{ \"key\": \"v\" }}",
                "{\"a\":{\"b\":{\"c\":1}}}",
                "{{\"a\"}}",
                "{{1}}",
                "{{a b}}",
                "{{a..b}}",
                "{{.a}}",
                "{{a.}}",
                "{{-first}}",
                "{{$100}}",
                "{{a",
                "a}}",
                "{{{a}}",
                "{%a%}",
                "${a}",
                "{a}",
                "\\{{",
                "{{{}}}",
                "{{! no end",
                "{{a\u00a0b}}",
                "if (x) {{ return; }}",
                "\\frac{{1}}{{2}}"
            })
    void leavesBracesThatAreNoTagAlone(String template) {
        assertThat(render(template, Map.of("a", "A"))).isEqualTo(template.equals("{{{a}}") ? "{A" : template);
    }

    @Test
    void rendersSectionsOverListsObjectsAndTruth() {
        assertThat(render("{{#items}}{{name}}={{.}};{{/items}}", Map.of("items", List.of(Map.of("name", "a")))))
                .isEqualTo("a={\"name\":\"a\"};");
        assertThat(render(
                        "{{#items}}<{{.}}>{{/items}}{{^items}}none{{/items}}", Map.of("items", List.of(1, "x", true))))
                .isEqualTo("<1><x><true>");
        assertThat(render("{{#items}}x{{/items}}{{^items}}none{{/items}}", Map.of("items", List.of())))
                .isEqualTo("none");
        assertThat(render("{{#user}}{{name}} of {{team}}{{/user}}", Map.of("user", Map.of("name", "Ann"), "team", "T")))
                .isEqualTo("Ann of T");
        assertThat(render("{{user.name}}", Map.of("user", Map.of("name", "Ann"))))
                .isEqualTo("Ann");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"true|yes", "false|no", "text|yes", "0|yes"})
    void knowsWhatCountsAsTrue(String value, String expected) {
        Object given = switch (value) {
            case "true" -> true;
            case "false" -> false;
            case "0" -> 0;
            default -> value;
        };
        assertThat(render("{{#v}}yes{{/v}}{{^v}}no{{/v}}", Map.of("v", given))).isEqualTo(expected);
        assertThat(render("{{#v}}yes{{/v}}{{^v}}no{{/v}}", Map.of("v", ""))).isEqualTo("no");
        assertThat(render("{{#v}}yes{{/v}}{{^v}}no{{/v}}", Map.of())).isEqualTo("no");
    }

    @Test
    void takesLinesOfSectionsAndCommentsAway() {
        assertThat(render("a\n{{#v}}\nb\n{{/v}}\n{{! note }}\nc\n", Map.of("v", true)))
                .isEqualTo("a\nb\nc\n");
        assertThat(render("a {{! note }}b", Map.of())).isEqualTo("a b");
        assertThat(render("a\r\n{{#v}}\r\nb\r\n{{/v}}\r\nc", Map.of("v", true))).isEqualTo("a\r\nb\r\nc");
    }

    @Test
    void writesNumbersAndNullsPlainly() {
        var values = new HashMap<String, @Nullable Object>();
        values.put("null", null);
        values.put("number", new java.math.BigDecimal("1.50"));
        values.put("huge", new java.math.BigDecimal("1e999999999"));
        values.put("yes", true);
        assertThat(render("[{{null}}][{{number}}][{{huge}}][{{yes}}]", values))
                .isEqualTo("[][1.50][1E+999999999][true]");
    }

    @Test
    void findsVariablesAndWhichAreRequired() {
        var template = MustacheTemplate.parse(
                "prompt", "{{b}} {{#s}}{{inner}} {{b}}{{/s}} {{^t}}x{{/t}} {{u.name}} {{#u}}{{.}}{{/u}} {{이름}}");
        assertThat(template.variables())
                .containsExactly(
                        new PromptVariable("b", Usage.VALUE, true),
                        new PromptVariable("s", Usage.SECTION, false),
                        new PromptVariable("inner", Usage.VALUE, false),
                        new PromptVariable("t", Usage.SECTION, false),
                        new PromptVariable("u", Usage.VALUE, true),
                        new PromptVariable("이름", Usage.VALUE, true));
        assertThat(template.requiredPaths()).containsExactly("b", "u.name", "이름");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{#a}}|line 1, column 1: the section {{#a}} is never closed; add {{/a}}",
                "x{{/a}}|line 1, column 2: {{/a}} closes a section that is not open",
                "{{#a}}{{#b}}{{/a}}{{/b}}|line 1, column 13: {{/a}} stands where {{/b}} is due",
                "한😀{{> }}|line 1, column 3: name: use 1 to 255 characters",
                "{{=<% %>=}}|line 1, column 1: other delimiters than {{ and }} are not supported",
                "{{this.a}}|line 1, column 1: {{this.a}}: no variable is called this; the element at hand is {{.}}"
            })
    void tellsWhereATemplateIsWrong(String template, String message) {
        assertThatThrownBy(() -> MustacheTemplate.parse("prompt", template))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.code()).isEqualTo(PromptError.PROMPT_TEMPLATE_INVALID))
                .hasMessage("prompt: " + message);
    }

    @Test
    void countsLinesAndColumns() {
        assertThatThrownBy(() -> MustacheTemplate.parse("prompt", "one\ntwo\n  {{/x}}"))
                .hasMessageStartingWith("prompt: line 3, column 3:");
    }

    @Test
    void boundsWhatRenderingCosts() {
        var list = Collections.nCopies(2_000, "x");
        assertThatThrownBy(() -> render("{{#l}}{{#l}}{{#l}}{{/l}}{{/l}}{{/l}}", Map.of("l", list)))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.code()).isEqualTo(PromptError.PROMPT_OUTPUT_TOO_LARGE));
        assertThatThrownBy(() -> render("{{v}}".repeat(10), Map.of("v", "x".repeat(1_000_000))))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.code()).isEqualTo(PromptError.PROMPT_OUTPUT_TOO_LARGE));
        var deep = "{{#a}}".repeat(33) + "{{/a}}".repeat(33);
        assertThatThrownBy(() -> MustacheTemplate.parse("prompt", deep))
                .hasMessageContaining("nested more than 32 deep");
    }

    @Test
    void reachesNothingOfJavaThroughATemplate() {
        var values = Map.of("v", "text", "o", Map.of("a", 1), "l", List.of(1));
        for (var path : List.of("v.length", "v.class", "v.getClass", "o.entrySet", "o.size", "l.size", "l.class")) {
            assertThat(render("{{#x}}{{/x}}{{^x}}{{#t}}{{" + path + "}}{{/t}}{{/x}}", with(values, "t", true)))
                    .as(path)
                    .isEmpty();
        }
        assertThat(render("{{#t}}{{l.0}}{{/t}}", with(values, "t", true))).isEqualTo("1");
    }

    @Test
    void rendersAMegabyteAndParsesHostileOnesInLinearTime() {
        assertThat(render("x".repeat(1_000_000) + "{{v}}", Map.of("v", "y"))).hasSize(1_000_001);
        for (var piece :
                List.of("", "{{", "{{{", "{{ ", "{{a", "{{!", "{{#a}}{{/a}}", "{{=", "{{a.", "{{& ", " ", "a")) {
            var template = "{{" + piece.repeat(200_000 / Math.max(1, piece.length()));
            assertThat(render(template, Map.of("a", true))).as(piece).isNotNull();
        }
    }

    /** Whatever the values are, every byte of them and of the text around them comes out as it went in. */
    @Test
    void neverAltersAByteOfValuesOrText() {
        var random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            var values = new LinkedHashMap<String, String>();
            var template = new StringBuilder();
            var expected = new StringBuilder();
            for (int j = 0; j < 6; j++) {
                var text = noise(random).replace("{", "(").replace("}", ")");
                template.append(text);
                expected.append(text);
                var name = "v" + random.nextInt(3);
                var value = values.computeIfAbsent(name, key -> noise(random));
                template.append(random.nextBoolean() ? "{{" + name + "}}" : "{{ " + name + " }}");
                expected.append(value);
            }
            assertThat(render(template.toString(), values)).isEqualTo(expected.toString());
        }
    }

    /** Any text whatever is either a template or a clear refusal; without names in it, it renders to itself. */
    @Test
    void takesAnyTextForATemplateOrRefusesItClearly() {
        var random = new Random(7);
        var alphabet = Arrays.asList(
                "{", "{{", "}}", "}", "{{{", "}}}", "a", " ", "#", "/", "^", "!", ">", "&", "=", ".", "\n", "\"", "한");
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(alphabet.get(random.nextInt(alphabet.size())));
            }
            var template = text.toString();
            try {
                var parsed = MustacheTemplate.parse("prompt", template);
                var rendered = parsed.render(TemplateValues.of(Map.of("a", "a", "한", "한")));
                if (parsed.variables().isEmpty() && !template.contains("{{")) {
                    assertThat(rendered).isEqualTo(template);
                }
            } catch (PlatformException e) {
                assertThat(e.code()).isEqualTo(PromptError.PROMPT_TEMPLATE_INVALID);
                assertThat(e.detail()).contains("line ").contains("column ");
            }
        }
    }

    private static Map<String, Object> with(Map<String, ?> values, String name, Object value) {
        var all = new HashMap<String, Object>(values);
        all.put(name, value);
        return all;
    }

    private static String noise(Random random) {
        var pieces = new ArrayList<>(List.of(
                "{", "}", "{{", "}}", "{{#", "\"", "\\", "$1", "&amp;", "<", "한", "😀", "\n", " ", "a.b", "\u0001",
                "\u0002"));
        return random.ints(random.nextInt(6), 0, pieces.size())
                .mapToObj(pieces::get)
                .map(piece -> piece.equals("\u0001") || piece.equals("\u0002") ? "·" : piece)
                .collect(Collectors.joining());
    }
}
