package dev.maru.prompts.content;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfigSchemasTest {
    private static final String TOOL =
            "{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"%s\",\"parameters\":%s}}]}";
    private static final String ANSWER =
            "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":%s}}}";

    private static void takes(String config) {
        assertThatCode(() -> ConfigSchemas.check(PromptConfig.parse(config))).doesNotThrowAnyException();
    }

    private static void refuses(String config, String... words) {
        assertThatThrownBy(() -> ConfigSchemas.check(PromptConfig.parse(config)))
                .hasMessageContainingAll(words);
    }

    @Test
    void takesSchemasAndLeavesTheRestAlone() {
        takes("{}");
        takes(TOOL.formatted("find", "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}"));
        takes(
                "{\"tools\":[{\"type\":\"web_search\"}],\"response_format\":{\"type\":\"json_object\"},\"mine\":{\"a\":1}}");
        takes(ANSWER.formatted("{\"type\":\"array\",\"items\":{\"type\":[\"string\",\"null\"]}}"));
        takes(ANSWER.formatted(
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":[{\"type\":\"string\"}]}"));
    }

    @Test
    void saysWhichSchemaIsNoneAndWhere() {
        refuses(TOOL.formatted("find", "{\"type\":\"strng\"}"), "config.tools[0].function.parameters", "/type");
        refuses(TOOL.formatted("find", "[]"), "config.tools[0].function.parameters");
        refuses(ANSWER.formatted("{\"required\":\"city\"}"), "config.response_format.json_schema.schema", "/required");
        refuses("{\"response_format\":{\"type\":\"json_schema\"}}", "config.response_format.json_schema.schema");
        refuses("{\"tools\":[{\"name\":\"find\"}]}", "config.tools[0].type");
    }

    @Test
    void refusesNamesThatProvidersRefuse() {
        refuses(TOOL.formatted("find it", "{}"), "config.tools[0].function.name");
        refuses(
                "{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\"}},"
                        + "{\"type\":\"function\",\"function\":{\"name\":\"a\"}}]}",
                "config.tools[1].function.name",
                "another tool");
    }

    @Test
    void followsNoReference() {
        takes(TOOL.formatted("a", "{\"$ref\":\"http://169.254.169.254/latest\"}"));
    }
}
