package dev.maru.gateway.provider.azure;

import dev.maru.gateway.protocol.openai.OpenAiChat;
import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.ProviderRequest;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.upstream.ModelList;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Azure OpenAI: its v1 API, which is OpenAI's under another key, or the older one with a deployment in the address where
 * the base URL ends with {@code /openai/deployments}. A model is a deployment here.
 */
final class AzureProvider implements ModelProvider {
    private static final String DEPLOYMENTS = "/openai/deployments";
    private static final String VERSION = "api-version=2024-10-21";

    private final UpstreamClient client;

    AzureProvider(UpstreamClient client) {
        this.client = client;
    }

    @Override
    public String kind() {
        return "azure";
    }

    @Override
    public String protocol() {
        return OpenAiChat.WIRE_NAME;
    }

    @Override
    public boolean offers(Operation operation) {
        return operation == Operation.CHAT || operation == Operation.EMBEDDINGS;
    }

    @Override
    public UpstreamExchange prepare(ProviderRequest request) {
        var path = switch (request.operation()) {
            case CHAT -> "/chat/completions";
            case EMBEDDINGS -> "/embeddings";
            case RESPONSES, RERANK ->
                throw new IllegalArgumentException("not offered by azure: " + request.operation());
        };
        var endpoint = request.endpoint();
        var address = isClassic(endpoint)
                ? endpoint.under("/" + encoded(request.upstreamModel()) + path + "?" + VERSION)
                : v1(endpoint).under(path);
        return client.post(request, address, key(endpoint));
    }

    @Override
    public List<String> models(ProviderEndpoint endpoint) throws UpstreamFailure {
        var list = new ModelList(client, endpoint);
        var page = list.page(listAddress(endpoint), key(endpoint));
        list.add(page.path("data")
                .valueStream()
                .map(model -> model.path("id").asString(""))
                .toList());
        return list.ids();
    }

    private static URI listAddress(ProviderEndpoint endpoint) {
        if (!isClassic(endpoint)) {
            return v1(endpoint).under("/models");
        }
        var base = String.valueOf(endpoint.baseUrl());
        return URI.create(base.substring(0, base.length() - "/deployments".length()) + "/models?" + VERSION);
    }

    private static boolean isClassic(ProviderEndpoint endpoint) {
        return String.valueOf(endpoint.baseUrl()).endsWith(DEPLOYMENTS);
    }

    /** The address of the resource alone is enough. */
    private static ProviderEndpoint v1(ProviderEndpoint endpoint) {
        var base = Objects.requireNonNull(endpoint.baseUrl());
        var path = base.getPath() == null ? "" : base.getPath();
        return path.isEmpty() || path.equals("/")
                ? new ProviderEndpoint(endpoint.slug(), endpoint.under("/openai/v1"), endpoint.secret())
                : endpoint;
    }

    private static String encoded(String deployment) {
        return URLEncoder.encode(deployment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, String> key(ProviderEndpoint endpoint) {
        return endpoint.secretAs("api-key", "");
    }
}
