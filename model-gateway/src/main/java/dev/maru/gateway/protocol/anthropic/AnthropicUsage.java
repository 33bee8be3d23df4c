package dev.maru.gateway.protocol.anthropic;

import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Usage as Anthropic counts: what caches gave or took is beside the input. Later figures replace earlier ones. */
final class AnthropicUsage {
    private final ObjectNode latest = Json.object();

    void merge(JsonNode usage) {
        usage.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                latest.set(field.getKey(), field.getValue());
            }
        });
    }

    Usage usage() {
        var kinds = latest.path("cache_creation");
        long longKept = Json.count(kinds, "ephemeral_1h_input_tokens");
        long written = latest.has("cache_creation_input_tokens")
                ? Json.count(latest, "cache_creation_input_tokens")
                : longKept + Json.count(kinds, "ephemeral_5m_input_tokens");
        long thinking = Json.count(latest.path("output_tokens_details"), "thinking_tokens");
        return new Usage(
                latest.has("input_tokens") ? Json.count(latest, "input_tokens") : -1,
                Json.count(latest, "cache_read_input_tokens"),
                written - longKept,
                longKept,
                0,
                Json.count(latest, "output_tokens") - thinking,
                thinking,
                0,
                Json.text(latest, "service_tier"));
    }

    static ObjectNode write(Usage usage) {
        var node = Json.object()
                .put("input_tokens", usage.uncachedInput() + usage.audioInput())
                .put("cache_creation_input_tokens", usage.cacheWrite() + usage.cacheWriteLong())
                .put("cache_read_input_tokens", usage.cacheRead());
        node.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", usage.cacheWrite())
                .put("ephemeral_1h_input_tokens", usage.cacheWriteLong());
        node.put("output_tokens", usage.output() + usage.reasoning() + usage.audioOutput());
        if (usage.reasoning() > 0) {
            node.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
        }
        return usage.serviceTier() == null ? node : node.put("service_tier", usage.serviceTier());
    }
}
