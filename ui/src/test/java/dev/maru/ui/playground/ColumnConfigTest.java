package dev.maru.ui.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.ui.playground.ColumnConfig.Fault;
import dev.maru.ui.playground.ColumnConfig.Field;
import dev.maru.ui.playground.ColumnConfig.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnConfigTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"temperature\":0.2,\"top_p\":1,\"max_tokens\":100,\"seed\":7}",
                "{\"max_completion_tokens\":100}",
                "{\"max_completion_tokens\":100,\"max_tokens\":50}",
                "{\"stop\":\"END\"}",
                "{\"stop\":[\"END\"]}",
                "{\"stop\":[\"a\",\"b\"]}",
                "{\"stop\":[\"a\\n\",\"\\\"\"]}",
                "{\"stop\":\"[x\"}",
                "{\"reasoning_effort\":\"high\",\"service_tier\":\"flex\"}",
                "{\"reasoning_effort\":{\"level\":1}}",
                "{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}",
                "{\"response_format\":{\"type\":\"json_object\"}}",
            })
    void changesNothingByBeingShown(String json) {
        var config = PromptConfig.parse(json);
        var shown = ColumnConfig.of(config);
        if (!json.contains("{\"level\"")) {
            assertThat(shown.faults()).isEmpty();
        }
        assertThat(shown.json(fault -> {}))
                .isEqualTo(json.contains("{\"level\"") ? JsonValue.EMPTY_OBJECT : config.json());
    }

    @Test
    void leavesTheModelToItsOwnField() {
        assertThat(ColumnConfig.of(PromptConfig.parse("{\"model\":\"a/b\"}")).json(fault -> {}))
                .isEqualTo(JsonValue.EMPTY_OBJECT);
    }

    @Test
    void putsTheProtocolAroundASchemaAlone() {
        var format = format("{\"type\":\"object\"}").json(fault -> {}).node().path("response_format");
        assertThat(format.path("type").asString()).isEqualTo("json_schema");
        assertThat(format.path("json_schema").path("schema").path("type").asString())
                .isEqualTo("object");
    }

    @Test
    void tellsWhereJsonIsBroken() {
        assertThat(format("{\n \"type\" \"object\"}").faults()).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo(Field.RESPONSE_FORMAT);
            assertThat(fault.reason()).isEqualTo(Reason.NOT_JSON);
            assertThat(fault.detail()).startsWith("2:");
        });
        assertThat(format("{\"type\":\"json_schema\"}").faults())
                .containsExactly(new Fault(Field.RESPONSE_FORMAT, Reason.NO_FORMAT, ""));
    }

    @Test
    void tellsWhichToolHasNoName() {
        assertThat(tools("{}").faults()).containsExactly(new Fault(Field.TOOLS, Reason.NOT_A_LIST, ""));
        assertThat(tools("[{\"type\":\"function\",\"function\":{\"name\":\"f\"}},{\"type\":\"function\"}]")
                        .faults())
                .containsExactly(new Fault(Field.TOOLS, Reason.TOOL_WITHOUT_NAME, "2"));
    }

    @Test
    void refusesExtrasThatHaveAFieldOfTheirOwn() {
        assertThat(extras("{\"temperature\":1,\"user\":\"x\"}").faults())
                .containsExactly(new Fault(Field.EXTRAS, Reason.OWN_FIELD, "temperature"));
        assertThat(extras("[1]").faults()).containsExactly(new Fault(Field.EXTRAS, Reason.NOT_AN_OBJECT, ""));
    }

    private static ColumnConfig format(String json) {
        return of("", json, "");
    }

    private static ColumnConfig tools(String json) {
        return of(json, "", "");
    }

    private static ColumnConfig extras(String json) {
        return of("", "", json);
    }

    private static ColumnConfig of(String tools, String format, String extras) {
        return new ColumnConfig(null, null, "max_tokens", null, "", "", "", tools, format, extras);
    }
}
