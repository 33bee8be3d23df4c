package dev.maru.gateway.provider.openai;

import dev.maru.gateway.protocol.openai.OpenAiChat;
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

/** Any server that speaks the OpenAI protocol under a base URL. */
final class OpenAiProvider implements ModelProvider {
    private static final String FOREIGN_PREFIX = "models/";

    private final UpstreamClient client;

    OpenAiProvider(UpstreamClient client) {
        this.client = client;
    }

    @Override
    public String kind() {
        return "openai";
    }

    @Override
    public String protocol() {
        return OpenAiChat.WIRE_NAME;
    }

    @Override
    public boolean offers(Operation operation) {
        return true;
    }

    @Override
    public UpstreamExchange prepare(ProviderRequest request) {
        var path = switch (request.operation()) {
            case CHAT -> "/chat/completions";
            case RESPONSES -> "/responses";
            case EMBEDDINGS -> "/embeddings";
            case RERANK -> "/rerank";
        };
        return client.post(request, request.endpoint().under(path), key(request.endpoint()));
    }

    @Override
    public List<String> models(ProviderEndpoint endpoint) throws UpstreamFailure {
        var list = new ModelList(client, endpoint);
        var page = list.page(endpoint.under("/models"), key(endpoint));
        list.add(page.path("data")
                .valueStream()
                .map(model -> model.path("id").asString(""))
                // Gemini's list writes "models/<id>", its calls take either.
                .map(id -> id.startsWith(FOREIGN_PREFIX) ? id.substring(FOREIGN_PREFIX.length()) : id)
                .toList());
        return list.ids();
    }

    private static Map<String, String> key(ProviderEndpoint endpoint) {
        return endpoint.secretAs("Authorization", "Bearer ");
    }
}
