package dev.maru.gateway.provider;

import java.util.List;

/** Whatever answers calls of one kind of connection. */
public interface ModelProvider {
    /** The kind of connection that it serves. */
    String kind();

    /** The wire name of the protocol that the bytes of a {@link Operation#CHAT} speak, in both directions. */
    String protocol();

    boolean offers(Operation operation);

    /**
     * Makes a call ready; nothing is sent before {@link UpstreamExchange#send()}.
     *
     * @throws IllegalArgumentException if the operation is not offered
     * @throws dev.maru.gateway.protocol.ProtocolException if the provider has no words for the request
     */
    UpstreamExchange prepare(ProviderRequest request);

    /** The ids of the models that are offered; asking is never billed. */
    List<String> models(ProviderEndpoint endpoint) throws UpstreamFailure;

    /** The same, with what is said of each. */
    default List<ListedModel> listed(ProviderEndpoint endpoint) throws UpstreamFailure {
        return models(endpoint).stream().map(ListedModel::of).toList();
    }
}
