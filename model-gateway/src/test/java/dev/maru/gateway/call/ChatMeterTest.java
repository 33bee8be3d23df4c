package dev.maru.gateway.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.protocol.ProviderFault;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class ChatMeterTest {
    private final ChatMeter meter = new ChatMeter(false);

    private ChatMeter read(String json) {
        meter.whole(json.getBytes(UTF_8));
        return meter;
    }

    @Test
    void gathersTextOverAllChunks() {
        read("{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"},\"finish_reason\":null}]}");
        assertThat(meter.sawOutput()).isFalse();
        read("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"안\"}}]}");
        assertThat(meter.sawOutput()).isTrue();
        read("{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"x\"}}]}");
        read("{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}");

        assertThat(meter.text().toString()).isEqualTo("안xf{}");
        assertThat(meter.complete()).isFalse();
    }

    @Test
    void isFinishedOnceEveryChoiceIs() {
        read("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}},{\"index\":1,\"delta\":{\"content\":\"b\"}}]}");
        read("{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}");
        assertThat(meter.complete()).isFalse();
        read("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}");
        assertThat(meter.complete()).isTrue();
    }

    @Test
    void tellsTheUsageChunkFromOthersWithoutChoices() {
        assertThat(read("{\"choices\":[],\"prompt_filter_results\":[{}]}").hidden())
                .isFalse();
        assertThat(read("{\"choices\":[],\"usage\":null}").hidden()).isFalse();
        assertThat(read("{\"choices\":[{\"index\":0,\"delta\":{}}],\"usage\":{\"prompt_tokens\":1}}")
                        .hidden())
                .isFalse();
        assertThat(read("{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}")
                        .hidden())
                .isTrue();
        assertThat(meter.usage()).isEqualTo(new TokenCounts(1, 0, 0, 2, 0));
    }

    @Test
    void readsErrorsInEveryShape() {
        assertThat(meter.fault()).isNull();
        assertThat(error("{\"error\":\"down\"}").message()).isEqualTo("down");
        assertThat(error("{\"error\":{\"message\":\"slow\",\"code\":429}}").status())
                .isEqualTo(429);
        assertThat(error("{\"error\":{}}").message()).isNotBlank();
        assertThat(read("{\"choices\":[]}").fault()).isNotNull();
    }

    private ProviderFault error(String json) {
        return Objects.requireNonNull(read(json).fault());
    }

    @Test
    void refusesWhatIsNoObject() {
        assertThatThrownBy(() -> read("[]")).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> read("{\"choices\":[{\"delta\"")).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(JacksonException.class);
    }
}
