package dev.maru.gateway.provider;

import java.util.Map;

/**
 * A request for a provider.
 *
 * @param upstreamModel by the provider's own name; some have it in the address
 * @param headers to send along, such as a trace context
 */
public record ProviderRequest(
        ProviderEndpoint endpoint,
        Operation operation,
        String upstreamModel,
        ProviderBody body,
        boolean stream,
        Map<String, String> headers) {
    public ProviderRequest {
        headers = Map.copyOf(headers);
    }
}
