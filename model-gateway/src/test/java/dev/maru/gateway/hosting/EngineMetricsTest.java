package dev.maru.gateway.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics of each engine, in its own text. */
class EngineMetricsTest {
    @ParameterizedTest
    @CsvSource({"vllm, 3, 9, 0.734", "vllm-v0, 0, 3, 0.35", "sglang, 2826, 162, 0.28", "tgi, 7, 4,", "llama-cpp, 1, 2,"
    })
    void readsWhatAnEngineSays(String engine, Integer waiting, Integer running, Double kvCache) throws IOException {
        try (var file = getClass().getResourceAsStream("/metrics/" + engine + ".txt")) {
            var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);

            assertThat(EngineMetrics.read(text)).isEqualTo(new EngineMetrics(waiting, running, kvCache));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'vllm:num_requests_running{model_name=\"a } b {\"} 2 1700000000000', 2",
        "'vllm:num_requests_running 1e1', 10",
        "'vllm:num_requests_running{', ",
        "'vllm:num_requests_running{x=\"1\"} NaN', ",
        "'vllm:num_requests_running -3', ",
        "'vllm:num_requests_running +Inf', ",
        "'vllm:num_requests_running many', ",
        "'vllm:num_requests_running_extra 9', ",
        "'# vllm:num_requests_running 9', ",
        "'vllm:num_requests_running 1e300', 10000000",
        "' ', "
    })
    void passesOverWhatIsNoSample(String text, Integer running) {
        assertThat(EngineMetrics.read(text).running()).isEqualTo(running);
    }

    @Test
    void readsPercentsAsAShare() {
        assertThat(EngineMetrics.read("vllm:gpu_cache_usage_perc 55.0").kvCache())
                .isEqualTo(0.55);
    }

    @Test
    void passesOverEndlessLines() {
        assertThat(EngineMetrics.read("tgi_queue_size{x=\"" + "y".repeat(10_000) + "\"} 3\ntgi_queue_size 4"))
                .isEqualTo(new EngineMetrics(4, null, null));
    }
}
