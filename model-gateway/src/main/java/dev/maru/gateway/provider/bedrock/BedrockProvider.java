package dev.maru.gateway.provider.bedrock;

import dev.maru.gateway.protocol.bedrock.BedrockConverse;
import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.ProviderRequest;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.UpstreamFailure.Kind;
import dev.maru.gateway.provider.UpstreamResponse;
import dev.maru.gateway.provider.upstream.BodyBytes;
import dev.maru.gateway.provider.upstream.ModelList;
import dev.maru.gateway.provider.upstream.TurnedExchange;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Converse under a base URL such as {@code https://bedrock-runtime.eu-central-1.amazonaws.com}. */
final class BedrockProvider implements ModelProvider {
    private static final String BINARY = "application/vnd.amazon.eventstream";

    private final UpstreamClient client;

    BedrockProvider(UpstreamClient client) {
        this.client = client;
    }

    @Override
    public String kind() {
        return "bedrock";
    }

    @Override
    public String protocol() {
        return BedrockConverse.WIRE_NAME;
    }

    @Override
    public boolean offers(Operation operation) {
        return operation == Operation.CHAT;
    }

    @Override
    public UpstreamExchange prepare(ProviderRequest request) {
        if (!offers(request.operation())) {
            throw new IllegalArgumentException("not offered by bedrock: " + request.operation());
        }
        var model = URLEncoder.encode(request.upstreamModel(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        var method = request.stream() ? "/converse-stream" : "/converse";
        var address = request.endpoint().under("/model/" + model + method);
        var body = BodyBytes.of(request.body());
        var headers = new HashMap<>(BedrockKey.of(request.endpoint()).sign("POST", address, body.bytes()));
        headers.put("accept", request.stream() ? BINARY : "application/json");
        return new TurnedExchange(client.post(request, body, address, headers), BedrockProvider::readable);
    }

    /** Streams become the events that everybody reads. */
    private static UpstreamResponse readable(UpstreamResponse response) {
        var type = response.header("content-type");
        if (type == null || !type.startsWith(BINARY)) {
            return response;
        }
        var headers = new HashMap<>(response.headers());
        headers.put("content-type", "text/event-stream");
        return new UpstreamResponse(response.status(), headers, new BinaryEvents(response.body()));
    }

    @Override
    public List<String> models(ProviderEndpoint endpoint) throws UpstreamFailure {
        var list = new ModelList(client, endpoint);
        var models = ask(list, endpoint, "/foundation-models?byOutputModality=TEXT");
        list.add(models.path("modelSummaries")
                .valueStream()
                .filter(BedrockProvider::isOnDemand)
                .map(model -> model.path("modelId").asString(""))
                .toList());
        try {
            // Newer models are called through profiles only.
            list.add(ask(list, endpoint, "/inference-profiles?maxResults=1000")
                    .path("inferenceProfileSummaries")
                    .valueStream()
                    .map(profile -> profile.path("inferenceProfileId").asString(""))
                    .toList());
        } catch (UpstreamFailure e) {
            if (e.kind() != Kind.KEY_REFUSED && e.kind() != Kind.BROKEN) {
                throw e;
            }
            // A key may be allowed to list models and not profiles: then the models are the list.
        }
        return list.ids();
    }

    private static boolean isOnDemand(JsonNode model) {
        var types = model.path("inferenceTypesSupported");
        return types.isEmpty()
                || types.valueStream().anyMatch(type -> type.asString("").equals("ON_DEMAND"));
    }

    private static JsonNode ask(ModelList list, ProviderEndpoint endpoint, String path) throws UpstreamFailure {
        var address = control(endpoint, path);
        return list.page(address, BedrockKey.of(endpoint).sign("GET", address, new byte[0]));
    }

    /** Models are listed by another host than the one that runs them. */
    private static URI control(ProviderEndpoint endpoint, String path) {
        var base = Objects.requireNonNull(endpoint.baseUrl()).toString();
        var control = base.replaceFirst("//bedrock-runtime(-fips)?\\.", "//bedrock$1.");
        return URI.create(control + path);
    }
}
