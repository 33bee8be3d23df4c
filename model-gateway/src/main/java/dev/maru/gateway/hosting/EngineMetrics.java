package dev.maru.gateway.hosting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an engine says of its load; null: it does not say.
 *
 * @param waiting requests in its queue
 * @param running requests that it works on
 * @param kvCache the share of its key-value cache that is in use, 0 to 1; of several, that of the fullest
 */
public record EngineMetrics(
        @Nullable Integer waiting,
        @Nullable Integer running,
        @Nullable Double kvCache) {
    public static final EngineMetrics NONE = new EngineMetrics(null, null, null);

    private static final int LONGEST_LINE = 4_096;
    private static final double MOST_REQUESTS = 10_000_000;

    /** The engines' own names, the newest first; no two engines share one, so a wrongly chosen engine does no harm. */
    private static final List<String> WAITING = List.of(
            "vllm:num_requests_waiting",
            "sglang:num_queue_reqs",
            "tgi_queue_size",
            "llamacpp:requests_deferred",
            "te_queue_size");

    private static final List<String> RUNNING = List.of(
            "vllm:num_requests_running",
            "sglang:num_running_reqs",
            "tgi_batch_current_size",
            "llamacpp:requests_processing");

    private static final List<String> KV_CACHE = List.of(
            "vllm:kv_cache_usage_perc",
            "vllm:gpu_cache_usage_perc",
            "sglang:token_usage",
            "llamacpp:kv_cache_usage_ratio");

    private static final Set<String> HIGHEST_COUNTS = Set.copyOf(KV_CACHE);

    /** Reads Prometheus' text format; what is no sample of a known metric is passed over. */
    public static EngineMetrics read(String text) {
        var values = new HashMap<String, Double>();
        text.lines().filter(line -> line.length() <= LONGEST_LINE).forEach(line -> sample(line, values));
        var cache = first(values, KV_CACHE);
        return new EngineMetrics(count(first(values, WAITING)), count(first(values, RUNNING)), ratio(cache));
    }

    private static void sample(String line, Map<String, Double> values) {
        if (line.isEmpty() || line.charAt(0) == '#') {
            return;
        }
        int labels = line.indexOf('{');
        int end = labels < 0 ? line.indexOf(' ') : labels;
        if (end <= 0) {
            return;
        }
        var name = line.substring(0, end);
        if (!WAITING.contains(name) && !RUNNING.contains(name) && !KV_CACHE.contains(name)) {
            return;
        }
        // Values of labels may hold any character but are closed by the last brace.
        int from = labels < 0 ? end : line.lastIndexOf('}') + 1;
        if (labels >= 0 && (from == 0 || isPartOfASum(line.substring(labels, from)))) {
            return;
        }
        var value = number(line.substring(from).strip());
        if (value != null) {
            values.merge(name, value, HIGHEST_COUNTS.contains(name) ? Math::max : Double::sum);
        }
    }

    /** SGLang gives the sum over all priorities and each priority by itself. */
    private static boolean isPartOfASum(String labels) {
        int at = labels.indexOf("priority=\"");
        return at >= 0 && !labels.startsWith("\"", at + "priority=\"".length());
    }

    /** A value, perhaps with a timestamp after it. */
    private static @Nullable Double number(String text) {
        int end = text.indexOf(' ');
        try {
            double value = Double.parseDouble(end < 0 ? text : text.substring(0, end));
            return Double.isFinite(value) && value >= 0 ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Double first(Map<String, Double> values, List<String> names) {
        return names.stream()
                .map(values::get)
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Integer count(@Nullable Double value) {
        return value == null ? null : (int) Math.round(Math.min(value, MOST_REQUESTS));
    }

    /** Old engines wrote percents. */
    private static @Nullable Double ratio(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        return Math.min(1, value > 1 ? value / 100 : value);
    }
}
