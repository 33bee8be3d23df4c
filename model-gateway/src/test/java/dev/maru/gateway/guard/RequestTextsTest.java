package dev.maru.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.protocol.ModelRequest.Role;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RequestTextsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            [{"role":"user","content":"x"}]                                                              | USER x
            [{"role":"developer","content":[{"type":"text","text":"x"}]}]                                | SYSTEM x
            [{"role":"user","content":[{"type":"image_url","image_url":{"url":"x"}}]}]                   |
            [{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"x","format":"wav"}}]}] |
            [{"role":"tool","tool_call_id":"x","content":"y"}]                                           | TOOL y
            [{"role":"assistant","tool_calls":[{"id":"x","function":{"name":"x","arguments":"{\\"id\\":\\"y\\"}"}}]}] | ASSISTANT id; ASSISTANT y
            [{"role":"user","content":[{"type":"tool_result","tool_use_id":"x","content":"y"}]}]          | TOOL y
            [{"role":"assistant","content":[{"type":"tool_use","id":"x","name":"x","input":{"id":"y","n":42}}]}] | ASSISTANT id; ASSISTANT y; ASSISTANT n; ASSISTANT 42
            [{"role":"assistant","content":[{"type":"thinking","thinking":"x","signature":"x"}]}]         |
            [{"role":"user","content":[{"type":"document","source":{"type":"text","data":"y"},"title":"t"}]}] | USER y; USER t
            [{"role":"user","content":[{"type":"document","source":{"type":"base64","data":"x"}}]}]       |
            [{"type":"function_call_output","call_id":"x","output":"y"}]                                  | TOOL y
            [{"type":"reasoning","summary":[{"text":"x"}],"encrypted_content":"x"}]                       |
            [{"type":"reasoning","text":"y","content":[{"text":"x"}]}]                                     | USER y
            [{"role":"user","type":"function_call","content":"y"}]                                         | USER y
            [{"role":"user","type":"thinking","content":"y"}]                                              | USER y
            [{"role":"user","content":"data:image/png;base64,AAAA"}]                                      | USER data:image/png;base64,AAAA
            "y"                                                                                           | USER y
            """)
    void walksTextsAndNothingElse(String json, String expected) {
        var seen = new ArrayList<String>();
        var texts = new RequestTexts((role, text) -> {
            seen.add(role + " " + text);
            return text + "!";
        });

        var result = texts.walk(JsonMapper.shared().readTree(json), Role.USER).toString();

        assertThat(String.join("; ", seen)).isEqualTo(expected == null ? "" : expected);
        assertThat(texts.changed()).isEqualTo(!seen.isEmpty());
        assertThat(result.chars().filter(c -> c == '!').count()).isEqualTo(seen.size());
    }
}
