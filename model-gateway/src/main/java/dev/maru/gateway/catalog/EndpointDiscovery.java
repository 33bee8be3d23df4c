package dev.maru.gateway.catalog;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.UpstreamFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Looks for engines on the usual ports of this machine and for providers' keys in the environment. */
@Component
class EndpointDiscovery {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointDiscovery.class);

    private static final List<Engine> ENGINES = List.of(
            new Engine(11_434, "ollama", "Ollama"),
            new Engine(8_000, "vllm", "vLLM"),
            new Engine(8_080, "llama-cpp", "llama.cpp"),
            new Engine(1_234, "lm-studio", "LM Studio"));

    private static final List<KeyVariable> KEYS = List.of(
            new KeyVariable("OPENAI_API_KEY", "openai", "OpenAI", "https://api.openai.com/v1"),
            new KeyVariable("ANTHROPIC_API_KEY", "anthropic", "Anthropic", "https://api.anthropic.com/v1"),
            new KeyVariable(
                    "GEMINI_API_KEY",
                    "gemini",
                    "Google Gemini",
                    "https://generativelanguage.googleapis.com/v1beta/openai"),
            new KeyVariable("MISTRAL_API_KEY", "mistral", "Mistral", "https://api.mistral.ai/v1"),
            new KeyVariable("GROQ_API_KEY", "groq", "Groq", "https://api.groq.com/openai/v1"),
            new KeyVariable("DEEPSEEK_API_KEY", "deepseek", "DeepSeek", "https://api.deepseek.com/v1"),
            new KeyVariable("TOGETHER_API_KEY", "together", "Together AI", "https://api.together.xyz/v1"),
            new KeyVariable("OPENROUTER_API_KEY", "openrouter", "OpenRouter", "https://openrouter.ai/api/v1"));

    private final Providers providers;
    private final Environment environment;
    private final Map<String, String> variables;
    private final boolean enabled;
    private final ReentrantLock probing = new ReentrantLock();
    private volatile @Nullable List<Found> engines;

    private record Engine(int port, String slug, String name) {}

    private record KeyVariable(String variable, String slug, String name, String baseUrl) {}

    /** Something that was found, with its key. */
    record Found(
            String id,
            DiscoveredEndpoint.Kind kind,
            String slug,
            String name,
            String baseUrl,
            String source,
            @Nullable String secret,
            List<String> models) {
        DiscoveredEndpoint described(boolean adopted) {
            return new DiscoveredEndpoint(id, kind, name, baseUrl, source, models, adopted);
        }

        DisconnectPolicy onDisconnect() {
            return kind == DiscoveredEndpoint.Kind.LOCAL ? DisconnectPolicy.ABORT : DisconnectPolicy.DRAIN;
        }

        @Override
        public String toString() {
            return name + " at " + baseUrl;
        }
    }

    EndpointDiscovery(Providers providers, Environment environment, GatewaySettings settings) {
        this.providers = providers;
        this.environment = environment;
        this.variables = System.getenv();
        this.enabled = settings.discover();
    }

    @EventListener(ApplicationReadyEvent.class)
    void lookAtStart() {
        if (enabled) {
            Thread.ofVirtual().name("endpoint-discovery").start(() -> found(true));
        }
    }

    List<Found> found(boolean refresh) {
        if (!enabled) {
            return List.of();
        }
        var all = new ArrayList<>(engines(refresh));
        for (var key : KEYS) {
            var secret = variables.get(key.variable());
            if (secret != null && !secret.isBlank()) {
                all.add(new Found(
                        "env-" + key.slug(),
                        DiscoveredEndpoint.Kind.ENVIRONMENT,
                        key.slug(),
                        key.name(),
                        key.baseUrl(),
                        key.variable(),
                        secret.strip(),
                        List.of()));
            }
        }
        return all;
    }

    Found find(String id) {
        return found(false).stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        GatewayError.ENDPOINT_NOT_DISCOVERED, "It is not there any more; look again."));
    }

    private List<Found> engines(boolean refresh) {
        probing.lock();
        try {
            var known = engines;
            if (known == null || refresh) {
                known = ENGINES.stream()
                        .filter(engine -> !ownPorts().contains(String.valueOf(engine.port())))
                        .parallel()
                        .flatMap(engine -> probe(engine).stream())
                        .toList();
                engines = known;
            }
            return known;
        } finally {
            probing.unlock();
        }
    }

    private List<Found> probe(Engine engine) {
        var baseUrl = "http://127.0.0.1:" + engine.port() + "/v1";
        try {
            var endpoint = new ProviderEndpoint(engine.slug(), URI.create(baseUrl), null);
            var models = providers.of(ConnectionKind.OPENAI).models(endpoint);
            return List.of(new Found(
                    "local-" + engine.port(),
                    DiscoveredEndpoint.Kind.LOCAL,
                    engine.slug(),
                    engine.name(),
                    baseUrl,
                    "port " + engine.port(),
                    null,
                    models));
        } catch (UpstreamFailure e) {
            LOG.debug("No engine at {}: {}", baseUrl, e.sentence());
            return List.of();
        }
    }

    private List<String> ownPorts() {
        return List.of(
                environment.getProperty("local.server.port", ""),
                environment.getProperty("server.port", ""),
                environment.getProperty("local.management.port", ""),
                environment.getProperty("management.server.port", ""));
    }
}
