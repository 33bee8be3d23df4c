package dev.maru.gateway.provider.mistral;

import dev.maru.gateway.protocol.openai.MistralChat;
import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.ProviderRequest;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.upstream.ModelList;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import java.util.List;
import java.util.Map;

/** Mistral under a base URL that ends with {@code /v1}. */
final class MistralProvider implements ModelProvider {
    private final UpstreamClient client;

    MistralProvider(UpstreamClient client) {
        this.client = client;
    }

    @Override
    public String kind() {
        return "mistral";
    }

    /** Not OpenAI's own: what Mistral refuses has to be taken out. */
    @Override
    public String protocol() {
        return MistralChat.WIRE_NAME;
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
                throw new IllegalArgumentException("not offered by mistral: " + request.operation());
        };
        return client.post(request, request.endpoint().under(path), key(request.endpoint()));
    }

    @Override
    public List<String> models(ProviderEndpoint endpoint) throws UpstreamFailure {
        var list = new ModelList(client, endpoint);
        list.add(list.page(endpoint.under("/models"), key(endpoint))
                .path("data")
                .valueStream()
                .map(model -> model.path("id").asString(""))
                .toList());
        return list.ids();
    }

    private static Map<String, String> key(ProviderEndpoint endpoint) {
        return endpoint.secretAs("Authorization", "Bearer ");
    }
}
