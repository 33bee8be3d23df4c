package dev.maru.gateway.hosting;

import dev.maru.core.id.TenantId;
import dev.maru.gateway.catalog.CallableConnection;
import dev.maru.gateway.catalog.Catalog;
import dev.maru.gateway.catalog.Hosting;
import dev.maru.gateway.catalog.Providers;
import dev.maru.gateway.catalog.SealedKey;
import dev.maru.gateway.provider.ListedModel;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks an endpoint how it is: its health, its metrics, its models. None of it is billed, all of it is bounded. */
@Component
class EndpointProbe {
    private static final int LONGEST_METRICS = 4 << 20;
    private static final int MOST_MODELS = 1_000;
    private static final int OK = 200;

    private final Catalog catalog;
    private final Providers providers;
    private final UpstreamClient client;

    EndpointProbe(Catalog catalog, Providers providers, UpstreamClient client) {
        this.catalog = catalog;
        this.providers = providers;
        this.client = client;
    }

    /** @param models whether to ask for its models too */
    Finding ask(TenantId tenant, CallableConnection connection, boolean models) {
        var hosting = Objects.requireNonNull(connection.hosting());
        var endpoint = endpoint(tenant, connection);
        var baseUrl = Objects.requireNonNull(connection.baseUrl());
        try {
            var health = hosting.health(baseUrl);
            if (health != null) {
                var answer = glance(endpoint, health, "*/*", 0);
                if (answer.status() != OK) {
                    return Finding.down("It answers " + answer.status() + " when asked for its health.");
                }
            }
            // Without a place to ask for health, the list of models has to do.
            var listed = models || health == null ? listed(connection, endpoint) : null;
            return new Finding(EndpointStatus.UP, "", metrics(hosting, endpoint, baseUrl), listed);
        } catch (UpstreamFailure e) {
            return Finding.down(e.sentence());
        } catch (IOException e) {
            return Finding.down("It broke off when asked for its health.");
        }
    }

    private List<ListedModel> listed(CallableConnection connection, ProviderEndpoint endpoint) throws UpstreamFailure {
        return providers.of(connection.kind()).listed(endpoint).stream()
                .limit(MOST_MODELS)
                .toList();
    }

    /** An endpoint without metrics, or with unreadable ones, is no worse an endpoint. */
    private EngineMetrics metrics(Hosting hosting, ProviderEndpoint endpoint, URI baseUrl) {
        var address = hosting.metrics(baseUrl);
        if (address == null) {
            return EngineMetrics.NONE;
        }
        try {
            var answer = glance(endpoint, address, "text/plain", LONGEST_METRICS);
            return answer.status() == OK ? EngineMetrics.read(answer.text()) : EngineMetrics.NONE;
        } catch (UpstreamFailure | IOException e) {
            return EngineMetrics.NONE;
        }
    }

    private record Glance(int status, String text) {}

    private Glance glance(ProviderEndpoint endpoint, URI address, String accept, int limit)
            throws UpstreamFailure, IOException {
        try {
            return once(endpoint, address, accept, limit);
        } catch (UpstreamFailure e) {
            if (e.kind() == UpstreamFailure.Kind.CLOSED_WHILE_IDLE) {
                return once(endpoint, address, accept, limit);
            }
            throw e;
        }
    }

    private Glance once(ProviderEndpoint endpoint, URI address, String accept, int limit)
            throws UpstreamFailure, IOException {
        var key = endpoint.secretAs("Authorization", "Bearer ");
        try (var exchange = client.glance(endpoint, address, accept, key)) {
            var response = exchange.send();
            var body = response.body().readNBytes(Math.max(limit, 1_024));
            return new Glance(response.status(), new String(body, StandardCharsets.UTF_8));
        }
    }

    private ProviderEndpoint endpoint(TenantId tenant, CallableConnection connection) {
        return catalog.endpoint(tenant, connection, usable(connection.keys()));
    }

    private static @Nullable SealedKey usable(List<SealedKey> keys) {
        return keys.stream().filter(key -> key.key().usable()).findFirst().orElse(null);
    }
}
