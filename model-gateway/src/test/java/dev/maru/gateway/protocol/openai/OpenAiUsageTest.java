package dev.maru.gateway.protocol.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.TokenCounts;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OpenAiUsageTest {
    private static @Nullable TokenCounts counts(
            long prompt, long completion, @Nullable Long total, long cached, long written, long reasoning) {
        var usage = JsonMapper.shared()
                .createObjectNode()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", total);
        usage.putObject("prompt_tokens_details").put("cached_tokens", cached).put("cache_write_tokens", written);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", reasoning);
        return OpenAiUsage.ofChat(usage, null).counts();
    }

    @Test
    void splitsWhatProvidersReportIntoDisjointKinds() {
        var random = new Random(5);
        for (int run = 0; run < 5_000; run++) {
            long prompt = random.nextLong(100_000);
            long cached = random.nextLong(prompt + 1);
            long written = random.nextLong(prompt - cached + 1);
            long completion = random.nextLong(100_000);
            long reasoning = random.nextLong(completion + 1);

            var counts =
                    Objects.requireNonNull(counts(prompt, completion, prompt + completion, cached, written, reasoning));

            assertThat(counts.total()).isEqualTo(prompt + completion);
            assertThat(counts.cacheRead()).isEqualTo(cached);
            assertThat(counts.reasoning()).isEqualTo(reasoning);
        }
    }

    @Test
    void understandsReasoningThatComesOnTop() {
        assertThat(counts(10, 5, 115L, 0, 0, 100)).isEqualTo(new TokenCounts(10, 0, 0, 5, 100));
    }

    @Test
    void believesNoImpossibleFigures() {
        assertThat(counts(-1, 5, null, 0, 0, 0)).isNull();
        assertThat(counts(1, -5, null, 0, 0, 0)).isNull();
        assertThat(counts(5, 5, 10L, 6, 0, 0)).isNull();
        assertThat(counts(5, 5, 10L, 0, 0, 6)).isNull();
        assertThat(counts(Long.MAX_VALUE, 5, null, 0, 0, 0)).isNull();
    }
}
