package dev.maru.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.TokenCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Usage as each provider documents it, and the disjoint kinds that it means. */
class UsageTest {
    private static Arguments of(String name, String target, String body, @Nullable Usage usage) {
        return Arguments.of(Named.of(name, target), body, usage);
    }

    static Stream<Arguments> reported() {
        return Stream.of(
                of(
                        "OpenAI: caches and thoughts are inside",
                        "openai-chat",
                        """
                        {"choices":[],"service_tier":"priority","usage":{"prompt_tokens":2006,"completion_tokens":300,
                         "total_tokens":2306,"prompt_tokens_details":{"cached_tokens":1920,"audio_tokens":0},
                         "completion_tokens_details":{"reasoning_tokens":192,"audio_tokens":0,
                         "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}""",
                        new Usage(86, 1920, 0, 0, 0, 108, 192, 0, "priority")),
                of("OpenAI: audio is apart", "openai-chat", """
                        {"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":80,"total_tokens":180,
                         "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":40},
                         "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":60}}}""", new Usage(60, 0, 0, 0, 40, 20, 0, 60, null)),
                of(
                        "xAI: thoughts come on top, as the total tells",
                        "openai-chat",
                        """
                        {"choices":[],"usage":{"prompt_tokens":37,"completion_tokens":10,"total_tokens":300,
                         "completion_tokens_details":{"reasoning_tokens":253}}}""",
                        new Usage(37, 0, 0, 0, 0, 10, 253, 0, null)),
                of(
                        "DeepSeek: the cache is beside the details",
                        "openai-chat",
                        """
                        {"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":5,"total_tokens":1005,
                         "prompt_cache_hit_tokens":896,"prompt_cache_miss_tokens":104}}""",
                        new Usage(104, 896, 0, 0, 0, 5, 0, 0, null)),
                of(
                        "OpenRouter: what was written to a cache is inside",
                        "openai-chat",
                        """
                        {"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":5,"total_tokens":1005,
                         "prompt_tokens_details":{"cached_tokens":100,"cache_write_tokens":800}}}""",
                        new Usage(100, 100, 800, 0, 0, 5, 0, 0, null)),
                of("Responses", "openai-responses", """
                        {"status":"completed","output":[],"service_tier":"flex","usage":{"input_tokens":81,
                         "input_tokens_details":{"cached_tokens":64},"output_tokens":1035,
                         "output_tokens_details":{"reasoning_tokens":832},"total_tokens":1116}}""", new Usage(17, 64, 0, 0, 0, 203, 832, 0, "flex")),
                of(
                        "Anthropic: caches are outside, long ones apart",
                        "anthropic-messages",
                        """
                        {"content":[],"stop_reason":"end_turn","usage":{"input_tokens":2048,
                         "cache_read_input_tokens":1800,"cache_creation_input_tokens":248,"cache_creation":
                         {"ephemeral_5m_input_tokens":148,"ephemeral_1h_input_tokens":100},"output_tokens":503}}""",
                        new Usage(2048, 1800, 148, 100, 0, 503, 0, 0, null)),
                of(
                        "Gemini: thoughts and what tools put in come on top, the cache is inside",
                        "gemini",
                        """
                        {"candidates":[],"usageMetadata":{"promptTokenCount":1200,"cachedContentTokenCount":1000,
                         "candidatesTokenCount":50,"thoughtsTokenCount":700,"toolUsePromptTokenCount":90,
                         "totalTokenCount":2040,"promptTokensDetails":[{"modality":"TEXT","tokenCount":1200}]}}""",
                        new Usage(290, 1000, 0, 0, 0, 50, 700, 0, null)),
                of("Gemini: sound that no cache held", "gemini", """
                        {"candidates":[],"usageMetadata":{"promptTokenCount":500,"cachedContentTokenCount":200,
                         "candidatesTokenCount":40,"totalTokenCount":540,
                         "promptTokensDetails":[{"modality":"TEXT","tokenCount":200},{"modality":"AUDIO","tokenCount":300}],
                         "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":200}]}}""", new Usage(200, 200, 0, 0, 100, 40, 0, 0, null)),
                of(
                        "Bedrock: caches are outside",
                        "bedrock-converse",
                        """
                        {"output":{},"stopReason":"end_turn","usage":{"inputTokens":12,"outputTokens":7,"totalTokens":1719,
                         "cacheReadInputTokens":1500,"cacheWriteInputTokens":200,
                         "cacheDetails":[{"ttl":"1h","inputTokens":150},{"ttl":"5m","inputTokens":50}]},
                         "serviceTier":{"type":"priority"}}""",
                        new Usage(12, 1500, 50, 150, 0, 7, 0, 0, "priority")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reported")
    void takesUsageApart(String target, String body, Usage usage) {
        assertThat(read(target, body)).isEqualTo(usage);
        assertThat(usage.counts()).isNotNull();
    }

    static Stream<Arguments> absurd() {
        return Stream.of(
                of("negative", "openai-chat", """
                        {"choices":[],"usage":{"prompt_tokens":-5,"completion_tokens":-7}}""", null),
                of("no number", "openai-chat", """
                        {"choices":[],"usage":{"prompt_tokens":"many","completion_tokens":7}}""", null),
                of("no input", "openai-chat", """
                        {"choices":[],"usage":{"completion_tokens":7}}""", null),
                of("more from the cache than there was", "openai-chat", """
                        {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7,
                         "prompt_tokens_details":{"cached_tokens":50}}}""", null),
                of("more thoughts than output", "openai-responses", """
                        {"output":[],"usage":{"input_tokens":5,"output_tokens":7,
                         "output_tokens_details":{"reasoning_tokens":9}}}""", null),
                of("beyond any call", "anthropic-messages", """
                        {"content":[],"usage":{"input_tokens":9223372036854775807,"output_tokens":1}}""", null),
                of("longer kept than kept", "anthropic-messages", """
                        {"content":[],"usage":{"input_tokens":1,"output_tokens":1,"cache_creation_input_tokens":5,
                         "cache_creation":{"ephemeral_1h_input_tokens":6}}}""", null),
                of("negative", "gemini", """
                        {"candidates":[],"usageMetadata":{"promptTokenCount":10,"toolUsePromptTokenCount":-4}}""", null),
                of("a fraction", "bedrock-converse", """
                        {"output":{},"usage":{"inputTokens":1.5,"outputTokens":7}}""", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absurd")
    void figuresThatCannotBeTrueAreNone(String target, String body, @Nullable Usage none) {
        assertThat(read(target, body).counts()).isNull();
    }

    @Test
    void theLastFiguresOfAnAnthropicStreamCount() {
        var reader = Protocols.target("anthropic-messages").reader();
        var seen = new ArrayList<AnswerEvent>();
        for (var data : new String[] {"""
            {"type":"message_start","message":{"usage":{"input_tokens":10,"cache_read_input_tokens":5,"output_tokens":1}}}""", """
            {"type":"message_delta","delta":{},"usage":{"output_tokens":20}}""", """
            {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":11,"output_tokens":30}}"""}) {
            reader.event(null, data.getBytes(StandardCharsets.UTF_8), seen::add);
        }

        assertThat(last(seen).counts()).isEqualTo(new TokenCounts(11, 5, 0, 30, 0));
    }

    private static Usage read(String target, String body) {
        return last(Frames.whole(Protocols.target(target), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Usage last(List<AnswerEvent> events) {
        return events.stream()
                .filter(AnswerEvent.Used.class::isInstance)
                .map(event -> ((AnswerEvent.Used) event).usage())
                .reduce((_, later) -> later)
                .orElseThrow();
    }
}
