package dev.maru.ui.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.gateway.CompletionHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerStreamTest {
    private static final String CHUNK = "data: {\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}\n\n";

    private final AnswerStream stream = new AnswerStream();

    @Test
    void readsTextThatIsCutAnywhereEvenInsideALetter() throws IOException {
        stream.begin(new CompletionHead(200, "text/event-stream", Map.of("X-Request-Id", "req_1")));
        var bytes = (CHUNK.formatted("마루") + CHUNK.formatted(" joins") + "data: [DONE]\n\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            stream.write(bytes, i, 1);
        }
        assertThat(shown()).isEqualTo("마루 joins");
        assertThat(stream.requestId()).isEqualTo("req_1");
        assertThat(stream.error()).isNull();
    }

    @Test
    void tellsTheErrorOfARefusedCall() throws IOException {
        stream.begin(new CompletionHead(404, "application/json", Map.of()));
        write("{\"error\":{\"message\":\"no such model\"}}");
        assertThat(shown()).isEmpty();
        assertThat(stream.error()).isEqualTo("no such model");
    }

    @Test
    void tellsAnErrorInTheMiddleOfAStream() throws IOException {
        stream.begin(new CompletionHead(200, "text/event-stream", Map.of()));
        write(CHUNK.formatted("half"));
        write("data: {\"error\":{\"message\":\"cut\"}}\n\n");
        assertThat(shown()).isEqualTo("half");
        assertThat(stream.error()).isEqualTo("cut");
    }

    @Test
    void putsToolCallsTogetherThatComeInPieces() throws IOException {
        stream.begin(new CompletionHead(200, "text/event-stream", Map.of()));
        write(toolCall(
                "{\"index\":0,\"id\":\"call_a\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"ci\"}}"));
        write(toolCall("{\"index\":1,\"id\":\"call_b\",\"function\":{\"name\":\"time\",\"arguments\":\"{}\"}}"));
        write(toolCall("{\"index\":0,\"function\":{\"arguments\":\"ty\\\":1}\"}}"));
        write("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n");
        stream.end();
        var answer = stream.answer();
        assertThat(answer.toolCalls())
                .containsExactly(
                        new Answer.ToolCall("call_a", "weather", "{\"city\":1}"),
                        new Answer.ToolCall("call_b", "time", "{}"));
        assertThat(answer.finishReason()).isEqualTo("tool_calls");
        assertThat(answer.firstToken()).isNotNull();
    }

    @Test
    void keepsReasoningAndUsageApartAndLeavesOtherChoicesOut() throws IOException {
        stream.begin(new CompletionHead(200, "text/event-stream", Map.of()));
        write("data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"hm\"}},"
                + "{\"index\":1,\"delta\":{\"content\":\"other\"}}]}\n\n");
        write(CHUNK.formatted("yes"));
        write("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":3},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":2}}}\n\n");
        stream.end();
        var answer = stream.answer();
        assertThat(answer.text()).isEqualTo("yes");
        assertThat(answer.reasoning()).isEqualTo("hm");
        assertThat(answer.usage()).isEqualTo(new Answer.Usage(9, 4, 3, 2));
    }

    @Test
    void isNotCancelledAfterItsEnd() {
        stream.end();
        stream.cancel();
        assertThat(stream.cancelled()).isFalse();
    }

    private static String toolCall(String call) {
        return "data: {\"choices\":[{\"delta\":{\"tool_calls\":[" + call + "]}}]}\n\n";
    }

    @Test
    void stopsTheGatewayOnceCancelled() {
        stream.cancel();
        assertThatThrownBy(() -> write("x")).isInstanceOf(IOException.class);
    }

    private void write(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        stream.write(bytes, 0, bytes.length);
    }

    private String shown() {
        stream.end();
        var batches = new ArrayList<String>();
        stream.eachText(batches::add);
        return batches.isEmpty() ? "" : batches.getLast();
    }
}
