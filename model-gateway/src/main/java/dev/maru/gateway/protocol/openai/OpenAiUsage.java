package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Usage as OpenAI counts: what caches gave is part of the input, and what the model thought part of the output. */
public final class OpenAiUsage {
    private OpenAiUsage() {}

    /** @param usage the object of that name in a completion or its last chunk */
    public static Usage ofChat(JsonNode usage, @Nullable String tier) {
        return read(
                usage,
                "prompt_tokens",
                "completion_tokens",
                usage.path("prompt_tokens_details"),
                usage.path("completion_tokens_details"),
                tier);
    }

    static Usage ofResponse(JsonNode usage, @Nullable String tier) {
        return read(
                usage,
                "input_tokens",
                "output_tokens",
                usage.path("input_tokens_details"),
                usage.path("output_tokens_details"),
                tier);
    }

    private static Usage read(
            JsonNode usage,
            String input,
            String output,
            JsonNode inputDetails,
            JsonNode outputDetails,
            @Nullable String tier) {
        long in = usage.has(input) ? Json.count(usage, input) : -1;
        long out = Json.count(usage, output);
        // DeepSeek says it beside the details.
        long cached = inputDetails.has("cached_tokens")
                ? Json.count(inputDetails, "cached_tokens")
                : Json.count(usage, "prompt_cache_hit_tokens");
        long written = Json.count(inputDetails, "cache_write_tokens");
        long audioIn = Json.count(inputDetails, "audio_tokens");
        long audioOut = Json.count(outputDetails, "audio_tokens");
        long reasoning = Json.count(outputDetails, "reasoning_tokens");
        // Some servers count reasoning beside the output; their total tells.
        boolean onTop = reasoning > 0 && Json.count(usage, "total_tokens") == in + out + reasoning;
        return new Usage(
                in - cached - written - audioIn,
                cached,
                written,
                0,
                audioIn,
                out - audioOut - (onTop ? 0 : reasoning),
                reasoning,
                audioOut,
                tier);
    }

    static ObjectNode chat(Usage usage) {
        var node = Json.object()
                .put("prompt_tokens", input(usage))
                .put("completion_tokens", output(usage))
                .put("total_tokens", input(usage) + output(usage));
        details(node.putObject("prompt_tokens_details"), usage).put("audio_tokens", usage.audioInput());
        node.putObject("completion_tokens_details")
                .put("reasoning_tokens", usage.reasoning())
                .put("audio_tokens", usage.audioOutput());
        return node;
    }

    static ObjectNode response(Usage usage) {
        var node = Json.object().put("input_tokens", input(usage));
        details(node.putObject("input_tokens_details"), usage);
        node.put("output_tokens", output(usage))
                .putObject("output_tokens_details")
                .put("reasoning_tokens", usage.reasoning());
        return node.put("total_tokens", input(usage) + output(usage));
    }

    private static ObjectNode details(ObjectNode node, Usage usage) {
        node.put("cached_tokens", usage.cacheRead());
        long written = usage.cacheWrite() + usage.cacheWriteLong();
        // OpenRouter's name for it; OpenAI itself has none.
        return written > 0 ? node.put("cache_write_tokens", written) : node;
    }

    private static long input(Usage usage) {
        return usage.uncachedInput()
                + usage.cacheRead()
                + usage.cacheWrite()
                + usage.cacheWriteLong()
                + usage.audioInput();
    }

    private static long output(Usage usage) {
        return usage.output() + usage.reasoning() + usage.audioOutput();
    }
}
