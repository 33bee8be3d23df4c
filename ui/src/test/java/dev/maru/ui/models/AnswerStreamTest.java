package dev.maru.ui.models;

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
        stream.eachBatch(batches::add);
        return batches.isEmpty() ? "" : batches.getLast();
    }
}
