package dev.maru.gateway.provider.openai;

import dev.maru.gateway.protocol.openai.OpenAiChat;
import dev.maru.gateway.provider.ListedModel;
import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.ProviderRequest;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.upstream.ModelList;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Any server that speaks the OpenAI protocol under a base URL. */
final class OpenAiProvider implements ModelProvider {
    private static final String FOREIGN_PREFIX = "models/";
    private static final int LONGEST_ID = 300;

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
        return listed(endpoint).stream().map(ListedModel::id).toList();
    }

    @Override
    public List<ListedModel> listed(ProviderEndpoint endpoint) throws UpstreamFailure {
        var list = new ModelList(client, endpoint);
        var page = list.page(endpoint.under("/models"), key(endpoint));
        var parents = new HashMap<String, String>();
        for (var model : page.path("data")) {
            var id = id(model);
            list.add(List.of(id));
            // vLLM lists an adapter as a model whose parent is the one that it changes.
            var parent = model.path("parent").asString("");
            if (!parent.isBlank() && !parent.equals(id) && parent.length() <= LONGEST_ID) {
                parents.put(id, parent);
            }
        }
        return list.ids().stream()
                .map(id -> new ListedModel(id, parents.get(id)))
                .toList();
    }

    /** Gemini's list writes "models/<id>", its calls take either. */
    private static String id(JsonNode model) {
        var id = model.path("id").asString("");
        return id.startsWith(FOREIGN_PREFIX) ? id.substring(FOREIGN_PREFIX.length()) : id;
    }

    private static Map<String, String> key(ProviderEndpoint endpoint) {
        return endpoint.secretAs("Authorization", "Bearer ");
    }
}
