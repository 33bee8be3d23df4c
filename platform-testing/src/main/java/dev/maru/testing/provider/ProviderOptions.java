package dev.maru.testing.provider;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a scripted provider is set up.
 *
 * @param port 0 for a free one
 * @param latency waited before each response
 * @param fixedReply whether chat requests get one canned answer and are only counted, for benchmarks
 * @param requiredKey the only key that is accepted, null for any
 */
public record ProviderOptions(
        int port,
        Duration latency,
        boolean fixedReply,
        List<String> models,
        @Nullable String requiredKey) {
    public ProviderOptions {
        models = List.copyOf(models);
    }

    public static ProviderOptions defaults() {
        return new ProviderOptions(0, Duration.ZERO, false, List.of("scripted-large", "scripted-small"), null);
    }

    public ProviderOptions withPort(int value) {
        return new ProviderOptions(value, latency, fixedReply, models, requiredKey);
    }

    public ProviderOptions withLatency(Duration value) {
        return new ProviderOptions(port, value, fixedReply, models, requiredKey);
    }

    public ProviderOptions withFixedReply() {
        return new ProviderOptions(port, latency, true, models, requiredKey);
    }

    public ProviderOptions withModels(String... values) {
        return new ProviderOptions(port, latency, fixedReply, List.of(values), requiredKey);
    }

    public ProviderOptions withRequiredKey(String value) {
        return new ProviderOptions(port, latency, fixedReply, models, value);
    }
}
