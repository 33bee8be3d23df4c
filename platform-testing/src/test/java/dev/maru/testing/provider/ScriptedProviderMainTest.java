package dev.maru.testing.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScriptedProviderMainTest {
    @Test
    void servesAsAProcessOfItsOwnAndTellsWhatItBilled() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScriptedProviderMain.class.getName(),
                        "--words",
                        "4",
                        "--latency",
                        "1ms")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var http = HttpClient.newHttpClient()) {
            var root = "http://127.0.0.1:" + process.inputReader().readLine();
            var chat = HttpRequest.newBuilder(URI.create(root + "/v1/chat/completions"))
                    .POST(BodyPublishers.ofString(ProviderClient.CHAT))
                    .build();
            assertThat(http.send(chat, BodyHandlers.ofString()).body()).contains("word0 word1 word2 word3");

            var log = HttpRequest.newBuilder(URI.create(root + "/_log")).build();
            assertThat(http.send(log, BodyHandlers.ofString()).body()).contains("\"output\":4");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void readsDurationsAndRefusesWhatItDoesNotKnow() {
        assertThat(ScriptedProviderMain.duration("60ms")).isEqualTo(Duration.ofMillis(60));
        assertThat(ScriptedProviderMain.duration("2s")).isEqualTo(Duration.ofSeconds(2));
        assertThatThrownBy(() -> ScriptedProviderMain.main(new String[] {"--no-such"}))
                .hasMessageContaining("usage");
        assertThatThrownBy(() -> ScriptedProviderMain.main(new String[] {"--port"}))
                .hasMessageContaining("usage");
    }
}
