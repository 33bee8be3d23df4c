package dev.maru.gateway.protocol.gemini;

import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.Usage;
import tools.jackson.databind.JsonNode;

/** Usage as Google counts: caches are inside the prompt; thoughts and what tools put in come on top. */
final class GeminiUsage {
    private GeminiUsage() {}

    static Usage read(JsonNode usage) {
        long cached = Json.count(usage, "cachedContentTokenCount");
        long audioIn = audio(usage.path("promptTokensDetails"));
        long audioFresh = Math.max(0, audioIn - audio(usage.path("cacheTokensDetails")));
        long audioOut = audio(usage.path("candidatesTokensDetails"));
        long prompt = usage.has("promptTokenCount") ? Json.count(usage, "promptTokenCount") : -1;
        long byTools = Json.count(usage, "toolUsePromptTokenCount");
        return new Usage(
                prompt < 0 || byTools < 0 ? -1 : prompt - cached - audioFresh + byTools,
                cached,
                0,
                0,
                audioFresh,
                Json.count(usage, "candidatesTokenCount") - audioOut,
                Json.count(usage, "thoughtsTokenCount"),
                audioOut,
                Json.text(usage, "serviceTier"));
    }

    private static long audio(JsonNode details) {
        long sum = 0;
        for (var detail : details) {
            if ("AUDIO".equals(Json.text(detail, "modality"))) {
                sum += Json.count(detail, "tokenCount");
            }
        }
        return sum;
    }
}
