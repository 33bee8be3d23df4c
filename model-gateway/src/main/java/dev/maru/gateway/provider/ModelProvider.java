package dev.maru.gateway.provider;

import java.util.List;

/** Whatever answers calls of one kind of connection. Its bytes speak the OpenAI protocol, in both directions. */
public interface ModelProvider {
    /** The kind of connection that it serves. */
    String kind();

    /** Makes a call ready; nothing is sent before {@link UpstreamExchange#send()}. */
    UpstreamExchange prepare(ProviderRequest request);

    /** The ids of the models that are offered; asking is never billed. */
    List<String> models(ProviderEndpoint endpoint) throws UpstreamFailure;
}
