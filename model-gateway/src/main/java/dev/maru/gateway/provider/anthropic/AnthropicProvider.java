package dev.maru.gateway.provider.anthropic;

import dev.maru.gateway.protocol.anthropic.AnthropicMessages;
import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.ProviderRequest;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.upstream.ModelList;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Anthropic's Messages under a base URL that ends with {@code /v1}. */
final class AnthropicProvider implements ModelProvider {
    private static final String VERSION = "2023-06-01";

    private final UpstreamClient client;

    AnthropicProvider(UpstreamClient client) {
        this.client = client;
    }

    @Override
    public String kind() {
        return "anthropic";
    }

    @Override
    public String protocol() {
        return AnthropicMessages.WIRE_NAME;
    }

    @Override
    public boolean offers(Operation operation) {
        return operation == Operation.CHAT;
    }

    @Override
    public UpstreamExchange prepare(ProviderRequest request) {
        if (!offers(request.operation())) {
            throw new IllegalArgumentException("not offered by anthropic: " + request.operation());
        }
        return client.post(request, request.endpoint().under("/messages"), headers(request.endpoint()));
    }

    @Override
    public List<String> models(ProviderEndpoint endpoint) throws UpstreamFailure {
        var list = new ModelList(client, endpoint);
        var after = "";
        do {
            var page = list.page(endpoint.under("/models?limit=1000" + after), headers(endpoint));
            list.add(page.path("data")
                    .valueStream()
                    .map(model -> model.path("id").asString(""))
                    .toList());
            var last = page.path("last_id").asString("");
            after = page.path("has_more").asBoolean(false) && !last.isEmpty()
                    ? "&after_id=" + URLEncoder.encode(last, StandardCharsets.UTF_8)
                    : "";
        } while (!after.isEmpty() && list.mayHaveMore());
        return list.ids();
    }

    private static Map<String, String> headers(ProviderEndpoint endpoint) {
        var headers = new HashMap<>(endpoint.secretAs("x-api-key", ""));
        headers.put("anthropic-version", VERSION);
        return headers;
    }
}
