package dev.maru.gateway.catalog;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prices per million tokens, one for each kind; null: the kind costs what its parent costs. Input is the parent of cached
 * and spoken input, a short cache of a long one, output of reasoning and of spoken output.
 */
public record Rates(
        @Nullable BigDecimal uncachedInput,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal cacheWriteLong,
        @Nullable BigDecimal audioInput,
        @Nullable BigDecimal output,
        @Nullable BigDecimal reasoning,
        @Nullable BigDecimal audioOutput) {
    /** Without long caches and audio. */
    public static Rates of(
            @Nullable BigDecimal uncachedInput,
            @Nullable BigDecimal cacheRead,
            @Nullable BigDecimal cacheWrite,
            @Nullable BigDecimal output,
            @Nullable BigDecimal reasoning) {
        return new Rates(uncachedInput, cacheRead, cacheWrite, null, null, output, reasoning, null);
    }

    /** The rates that are there, by the name of their kind. */
    public Map<String, BigDecimal> byKind() {
        var kinds = new LinkedHashMap<String, BigDecimal>();
        put(kinds, "uncachedInput", uncachedInput);
        put(kinds, "cacheRead", cacheRead);
        put(kinds, "cacheWrite", cacheWrite);
        put(kinds, "cacheWriteLong", cacheWriteLong);
        put(kinds, "audioInput", audioInput);
        put(kinds, "output", output);
        put(kinds, "reasoning", reasoning);
        put(kinds, "audioOutput", audioOutput);
        return kinds;
    }

    private static void put(Map<String, BigDecimal> kinds, String kind, @Nullable BigDecimal rate) {
        if (rate != null) {
            kinds.put(kind, rate);
        }
    }
}
