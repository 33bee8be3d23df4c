package dev.maru.gateway.provider.gemini;

import dev.maru.gateway.protocol.gemini.Gemini;
import dev.maru.gateway.protocol.gemini.GeminiEmbeddings;
import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.ProviderRequest;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.upstream.BodyBytes;
import dev.maru.gateway.provider.upstream.ModelList;
import dev.maru.gateway.provider.upstream.TurnedExchange;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Gemini API under a base URL that ends with {@code /v1beta}. Embeddings go to its own batchEmbedContents: the
 * endpoint that speaks OpenAI's form stands below another address and takes another key header.
 */
final class GeminiProvider implements ModelProvider {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PREFIX = "models/";

    private final UpstreamClient client;

    GeminiProvider(UpstreamClient client) {
        this.client = client;
    }

    @Override
    public String kind() {
        return "gemini";
    }

    @Override
    public String protocol() {
        return Gemini.WIRE_NAME;
    }

    @Override
    public boolean offers(Operation operation) {
        return operation == Operation.CHAT || operation == Operation.EMBEDDINGS;
    }

    @Override
    public UpstreamExchange prepare(ProviderRequest request) {
        return switch (request.operation()) {
            case CHAT -> {
                var method = request.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent";
                yield client.post(request, address(request, method), key(request.endpoint()));
            }
            case EMBEDDINGS -> embeddings(request);
            case RESPONSES, RERANK ->
                throw new IllegalArgumentException("not offered by gemini: " + request.operation());
        };
    }

    private UpstreamExchange embeddings(ProviderRequest request) {
        var asked =
                GeminiEmbeddings.read(JSON.readTree(BodyBytes.of(request.body()).bytes()), request.upstreamModel());
        var body = new BodyBytes(JSON.writeValueAsBytes(asked.request()));
        var exchange = client.post(request, body, address(request, ":batchEmbedContents"), key(request.endpoint()));
        return new TurnedExchange(exchange, new EmbeddingsAnswer(asked));
    }

    private static URI address(ProviderRequest request, String method) {
        var model = request.upstreamModel();
        var id = model.startsWith(PREFIX) ? model.substring(PREFIX.length()) : model;
        return request.endpoint().under("/" + PREFIX + URLEncoder.encode(id, StandardCharsets.UTF_8) + method);
    }

    @Override
    public List<String> models(ProviderEndpoint endpoint) throws UpstreamFailure {
        var list = new ModelList(client, endpoint);
        var token = "";
        do {
            var page = list.page(endpoint.under("/models?pageSize=1000" + token), key(endpoint));
            list.add(page.path("models")
                    .valueStream()
                    .filter(GeminiProvider::answers)
                    .map(model -> model.path("name").asString(""))
                    .map(name -> name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name)
                    .toList());
            var next = page.path("nextPageToken").asString("");
            token = next.isEmpty() ? "" : "&pageToken=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        } while (!token.isEmpty() && list.mayHaveMore());
        return list.ids();
    }

    /** The list also has models that paint, film and speak. */
    private static boolean answers(JsonNode model) {
        var methods = model.path("supportedGenerationMethods");
        return methods.isEmpty()
                || methods.valueStream()
                        .map(method -> method.asString(""))
                        .anyMatch(method -> method.equals("generateContent") || method.equals("embedContent"));
    }

    private static Map<String, String> key(ProviderEndpoint endpoint) {
        return endpoint.secretAs("x-goog-api-key", "");
    }
}
