package dev.maru.prompts.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain syntax, case by case as Langfuse's clients fill prompts in. */
class SimpleTemplateTest {
    private static String render(String template, Map<String, ? extends @Nullable Object> variables) {
        return SimpleTemplate.parse(template).render(TemplateValues.of(variables));
    }

    @Test
    void insertsValuesRawAndAsOftenAsTheyStand() {
        assertThat(render("{{ name }} pays {{price}}, {{price}}.", Map.of("name", "Ann", "price", "$100 \\1 <b>")))
                .isEqualTo("Ann pays $100 \\1 <b>, $100 \\1 <b>.");
        assertThat(render("{{list}}", Map.of("list", java.util.List.of(1, "a"))))
                .isEqualTo("[1,\"a\"]");
    }

    @Test
    void leavesWhatHasNoValueAndWritesNothingForNull() {
        var variables = new LinkedHashMap<String, @Nullable Object>();
        variables.put("gone", null);
        assertThat(render("[{{gone}}] {{ missing }} {{Gone}}", variables)).isEqualTo("[] {{ missing }} {{Gone}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name}",
                "{{name}",
                "{{ \"key\": \"v\" }}",
                "{{#name}}x{{/name}}",
                "{{user.name}}",
                "{{1st}}",
                "{{> other}}",
                "{{}}",
                "}}{{"
            })
    void takesEverythingElseForText(String template) {
        assertThat(render(template, Map.of("name", "Ann"))).isEqualTo(template);
    }

    @Test
    void keepsTheOuterBracesOfThree() {
        assertThat(render("{{{name}}}", Map.of("name", "Ann"))).isEqualTo("{Ann}");
    }

    @Test
    void namesItsVariablesOnceAndRequiresNone() {
        assertThat(SimpleTemplate.parse("{{이름}} {{b}} {{이름}}").variables())
                .containsExactly(
                        new PromptVariable("이름", PromptVariable.Usage.VALUE, false),
                        new PromptVariable("b", PromptVariable.Usage.VALUE, false));
    }
}
