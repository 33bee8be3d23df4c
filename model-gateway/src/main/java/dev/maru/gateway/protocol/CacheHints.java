package dev.maru.gateway.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code cache_control}, which Anthropic named and others took up. */
public final class CacheHints {
    public static final String FIELD = "cache_control";

    private CacheHints() {}

    /** @param holder of the field */
    public static @Nullable CacheHint read(JsonNode holder) {
        var hint = holder.path(FIELD);
        return hint.isObject() ? new CacheHint(Json.text(hint, "ttl")) : null;
    }

    public static void write(ObjectNode holder, @Nullable CacheHint cache) {
        if (cache != null) {
            var hint = holder.putObject(FIELD).put("type", "ephemeral");
            if (cache.ttl() != null) {
                hint.put("ttl", cache.ttl());
            }
        }
    }
}
