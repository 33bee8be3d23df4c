package dev.maru.ui.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.prompts.content.JsonValue;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"topic\":{\"type\":\"string\"}},\"required\":[\"topic\"]}";

    @Test
    void tellsWhetherAnAnswerHasTheFormThatWasAskedFor() {
        var check = of(SCHEMA);
        assertThat(check.check("{\"topic\":\"stay\"}", Locale.ENGLISH)).isInstanceOf(SchemaCheck.Result.Valid.class);
        assertThat(check.check("{\"topic\":", Locale.ENGLISH)).isInstanceOf(SchemaCheck.Result.NotJson.class);
        assertThat(check.check("{\"topic\":7}", Locale.ENGLISH))
                .isInstanceOfSatisfying(
                        SchemaCheck.Result.Faults.class,
                        result -> assertThat(result.faults())
                                .singleElement()
                                .asString()
                                .startsWith("/topic: ")
                                .contains("string"));
    }

    @Test
    void speaksTheReadersLanguage() {
        assertThat(of(SCHEMA).check("{}", Locale.KOREAN))
                .isInstanceOfSatisfying(
                        SchemaCheck.Result.Faults.class,
                        result -> assertThat(result.faults().getFirst()).containsPattern("[가-힣]"));
    }

    @Test
    void fetchesNothingThatASchemaRefersTo() {
        for (var reference : new String[] {
            "http://127.0.0.1:9/x", "https://example.com/x", "file:///etc/passwd", "classpath:jsv-messages.properties"
        }) {
            assertThat(of("{\"$ref\":\"" + reference + "\"}").check("{}", Locale.ENGLISH))
                    .as(reference)
                    .isInstanceOf(SchemaCheck.Result.BadSchema.class);
        }
    }

    @Test
    void givesUpOnSchemasThatWouldNeverEnd() {
        var doubling = new StringBuilder("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
        for (int i = 0; i < 40; i++) {
            var next = "{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}";
            doubling.append("\"d" + i + "\":{\"allOf\":[" + next + "," + next + "]},");
        }
        doubling.append("\"d40\":{}}}");
        for (var schema : new String[] {
            doubling.toString(),
            "{\"$ref\":\"#\"}",
            "{\"pattern\":\"^(.*)(.*)(.*)(.*)(.*)(.*)(.*)b$\"}",
            "{\"pattern\":\"(\"}"
        }) {
            assertThat(of(schema).check("\"" + "a".repeat(60) + "!\"", Locale.ENGLISH))
                    .as(schema)
                    .isInstanceOf(SchemaCheck.Result.BadSchema.class);
        }
    }

    @Test
    void checksOnlyThatItIsJsonWhereNoSchemaWasGiven() {
        var check = Objects.requireNonNull(
                SchemaCheck.of(new JsonValue("{\"response_format\":{\"type\":\"json_object\"}}")));
        assertThat(check.check("{}", Locale.ENGLISH)).isInstanceOf(SchemaCheck.Result.Valid.class);
        assertThat(SchemaCheck.of(JsonValue.EMPTY_OBJECT)).isNull();
    }

    private static SchemaCheck of(String schema) {
        return Objects.requireNonNull(SchemaCheck.of(new JsonValue(
                "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":" + schema + "}}}")));
    }

    @Test
    void survivesPatternsThatNestWithEachCharacter() {
        var answer = "\"" + "a".repeat(50_000) + "\"";
        assertThat(of("{\"pattern\":\"^(.|\\\\n)*$\"}").check(answer, Locale.ENGLISH))
                .isInstanceOf(SchemaCheck.Result.BadSchema.class);
    }
}
