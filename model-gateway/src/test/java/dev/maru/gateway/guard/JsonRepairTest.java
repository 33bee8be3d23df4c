package dev.maru.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class JsonRepairTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ```json {"a":1} ```              | {"a":1}
            Sure! {"a":1} Anything else?     | {"a":1}
            {"a":[1,2,],}                    | {"a":[1,2]}
            {"a":[1,2                        | {"a":[1,2]}
            {"a":"cut o                      | {"a":"cut o"}
            {"a":"x\\                        | {"a":"x"}
            {"a":                            | {"a":null}
            {"a":"}]","b":{"c":"{"}}         | {"a":"}]","b":{"c":"{"}}
            [1,2                             | [1,2]
            """)
    void mends(String text, String expected) {
        var mended = JsonRepair.of(text);

        assertThat(mended).isEqualTo(expected);
        assertThat(JsonMapper.shared().readTree(mended)).isNotNull();
    }

    @Test
    void makesNothingOfNothing() {
        assertThat(JsonRepair.of("no JSON at all")).isNull();
    }
}
