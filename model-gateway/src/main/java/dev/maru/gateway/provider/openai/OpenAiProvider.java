package dev.maru.gateway.provider.openai;

import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.ProviderRequest;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.UpstreamFailure.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Any server that speaks the OpenAI protocol under a base URL. */
final class OpenAiProvider implements ModelProvider {
    private static final int MODEL_LIST_LIMIT = 8 << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final UpstreamClient client;

    OpenAiProvider(UpstreamClient client) {
        this.client = client;
    }

    @Override
    public String kind() {
        return "openai";
    }

    @Override
    public UpstreamExchange prepare(ProviderRequest request) {
        var post = new HttpPost(under(request.endpoint(), "/chat/completions"));
        authorize(post, request.endpoint());
        post.setHeader(HttpHeaders.ACCEPT, request.stream() ? "text/event-stream" : "application/json");
        request.headers().forEach(post::setHeader);
        post.setEntity(new BodyEntity(request.body(), ContentType.APPLICATION_JSON));
        return client.prepare(post, request.endpoint().slug());
    }

    @Override
    public List<String> models(ProviderEndpoint endpoint) throws UpstreamFailure {
        try {
            return listed(endpoint);
        } catch (UpstreamFailure e) {
            if (e.kind() == Kind.CLOSED_WHILE_IDLE) {
                return listed(endpoint);
            }
            throw e;
        }
    }

    private List<String> listed(ProviderEndpoint endpoint) throws UpstreamFailure {
        var get = new HttpGet(under(endpoint, "/models"));
        authorize(get, endpoint);
        get.setHeader(HttpHeaders.ACCEPT, "application/json");
        try (var exchange = client.prepareShort(get, endpoint.slug())) {
            var response = exchange.send();
            if (response.status() == 401 || response.status() == 403) {
                throw new UpstreamFailure(
                        Kind.KEY_REFUSED, "The provider answers, but does not accept the key. Enter another one.");
            }
            if (response.status() != 200) {
                throw new UpstreamFailure(
                        Kind.BROKEN,
                        "The provider answers " + response.status() + " for its list of models. Check the base URL;"
                                + " it usually ends with /v1.");
            }
            return ids(response.body().readNBytes(MODEL_LIST_LIMIT));
        } catch (IOException e) {
            throw new UpstreamFailure(Kind.BROKEN, "The provider's list of models broke off. Try again.", e);
        }
    }

    private static List<String> ids(byte[] body) throws UpstreamFailure {
        try {
            var ids = new ArrayList<String>();
            for (var model : JSON.readTree(body).path("data")) {
                var id = model.path("id").asString("");
                if (!id.isBlank()) {
                    // Gemini's list writes "models/<id>", its calls take either.
                    ids.add(id.startsWith("models/") ? id.substring("models/".length()) : id);
                }
            }
            if (!ids.isEmpty()) {
                return List.copyOf(ids);
            }
        } catch (JacksonException e) {
            throw new UpstreamFailure(Kind.BROKEN, "What answers at the base URL is no list of models.", e);
        }
        throw new UpstreamFailure(Kind.BROKEN, "The provider answers, but lists no models.");
    }

    private static URI under(ProviderEndpoint endpoint, String path) {
        var base = Objects.requireNonNull(endpoint.baseUrl()).toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private static void authorize(HttpUriRequestBase request, ProviderEndpoint endpoint) {
        if (endpoint.secret() != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + endpoint.secret());
        }
    }
}
