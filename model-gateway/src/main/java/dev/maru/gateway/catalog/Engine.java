package dev.maru.gateway.catalog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The program that serves models on a tenant's own machines. Its paths stand below the server's root, not below the base
 * URL; null: it has none.
 */
public enum Engine {
    VLLM("vLLM", "/health", "/metrics"),
    SGLANG("SGLang", "/health", "/metrics"),
    TGI("Text Generation Inference", "/health", "/metrics"),
    OLLAMA("Ollama", "/api/version", null),
    LLAMA_CPP("llama.cpp", "/health", "/metrics"),
    LM_STUDIO("LM Studio", null, null),
    TEI("Text Embeddings Inference", "/health", "/metrics"),
    OTHER("Other", null, null);

    private final String label;
    private final @Nullable String healthPath;
    private final @Nullable String metricsPath;

    Engine(String label, @Nullable String healthPath, @Nullable String metricsPath) {
        this.label = label;
        this.healthPath = healthPath;
        this.metricsPath = metricsPath;
    }

    /** Its own name, the same in every language. */
    public String label() {
        return label;
    }

    public @Nullable String healthPath() {
        return healthPath;
    }

    public @Nullable String metricsPath() {
        return metricsPath;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Engine ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
