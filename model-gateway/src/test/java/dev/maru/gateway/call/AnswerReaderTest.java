package dev.maru.gateway.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.gateway.TokenCounts;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class AnswerReaderTest {
    private final AnswerReader reader = new AnswerReader();

    private AnswerReader read(String json) {
        reader.read(json.getBytes(UTF_8));
        return reader;
    }

    @Test
    void gathersTextOverAllChunks() {
        read("{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"},\"finish_reason\":null}]}");
        assertThat(reader.sawOutput()).isFalse();
        read("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"안\"}}]}");
        assertThat(reader.sawOutput()).isTrue();
        read("{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"x\"}}]}");
        read("{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}");

        assertThat(reader.text().toString()).isEqualTo("안xf{}");
        assertThat(reader.finished()).isFalse();
    }

    @Test
    void isFinishedOnceEveryChoiceIs() {
        read("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}},{\"index\":1,\"delta\":{\"content\":\"b\"}}]}");
        read("{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}");
        assertThat(reader.finished()).isFalse();
        read("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}");
        assertThat(reader.finished()).isTrue();
    }

    @Test
    void tellsTheUsageChunkFromOthersWithoutChoices() {
        assertThat(read("{\"choices\":[],\"prompt_filter_results\":[{}]}").onlyUsage())
                .isFalse();
        assertThat(read("{\"choices\":[],\"usage\":null}").onlyUsage()).isFalse();
        assertThat(read("{\"choices\":[{\"index\":0,\"delta\":{}}],\"usage\":{\"prompt_tokens\":1}}")
                        .onlyUsage())
                .isFalse();
        assertThat(read("{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}")
                        .onlyUsage())
                .isTrue();
        assertThat(Objects.requireNonNull(reader.usage()).counts()).isEqualTo(new TokenCounts(1, 0, 0, 2, 0));
    }

    @Test
    void readsErrorsInEveryShape() {
        assertThat(reader.error()).isNull();
        assertThat(error("{\"error\":\"down\"}").message()).isEqualTo("down");
        assertThat(error("{\"error\":{\"message\":\"slow\",\"code\":429}}").status())
                .isEqualTo(429);
        assertThat(error("{\"error\":{}}").message()).isNotBlank();
        assertThat(read("{\"choices\":[]}").error()).isNotNull();
    }

    private AnswerReader.ProviderError error(String json) {
        return Objects.requireNonNull(read(json).error());
    }

    @Test
    void refusesWhatIsNoObject() {
        assertThatThrownBy(() -> read("[]")).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> read("{\"choices\":[{\"delta\"")).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(JacksonException.class);
    }
}
