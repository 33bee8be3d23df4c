package dev.maru.gateway.provider.upstream;

import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.UpstreamFailure.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ids of a provider's models, gathered over the pages of its list. */
public final class ModelList {
    private static final int PAGE_LIMIT = 8 << 20;
    /** A provider that never ends its list must not keep us. */
    private static final int MOST_PAGES = 50;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final UpstreamClient client;
    private final ProviderEndpoint endpoint;
    private final Set<String> ids = new LinkedHashSet<>();
    private int pages;

    public ModelList(UpstreamClient client, ProviderEndpoint endpoint) {
        this.client = client;
        this.endpoint = endpoint;
    }

    /** Asks for a page of the list, once more if a kept connection had just been closed. */
    public JsonNode page(URI address, Map<String, String> headers) throws UpstreamFailure {
        pages++;
        try {
            return ask(address, headers);
        } catch (UpstreamFailure e) {
            if (e.kind() == Kind.CLOSED_WHILE_IDLE) {
                return ask(address, headers);
            }
            throw e;
        }
    }

    public boolean mayHaveMore() {
        return pages < MOST_PAGES;
    }

    public void add(Collection<String> more) {
        more.stream().filter(id -> !id.isBlank()).forEach(ids::add);
    }

    /** Refuses a list without models: something is wrong then. */
    public List<String> ids() throws UpstreamFailure {
        if (ids.isEmpty()) {
            throw new UpstreamFailure(Kind.BROKEN, "The provider answers, but lists no models.");
        }
        return List.copyOf(ids);
    }

    private JsonNode ask(URI address, Map<String, String> headers) throws UpstreamFailure {
        try (var exchange = client.get(endpoint, address, headers)) {
            var response = exchange.send();
            var body = response.body().readNBytes(PAGE_LIMIT);
            // Google says that a key is not valid with a status of 400.
            if (response.status() == 401
                    || response.status() == 403
                    || response.status() == 400
                            && new String(body, StandardCharsets.UTF_8).contains("API_KEY_INVALID")) {
                throw new UpstreamFailure(
                        Kind.KEY_REFUSED, "The provider answers, but does not accept the key. Enter another one.");
            }
            if (response.status() != 200) {
                throw new UpstreamFailure(
                        Kind.BROKEN,
                        "The provider answers " + response.status() + " for its list of models. Check the base URL;"
                                + " it usually ends with /v1.");
            }
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new UpstreamFailure(Kind.BROKEN, "What answers at the base URL is no list of models.", e);
        } catch (IOException e) {
            throw new UpstreamFailure(Kind.BROKEN, "The provider's list of models broke off. Try again.", e);
        }
    }
}
