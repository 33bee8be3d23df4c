package dev.maru.gateway.provider;

import java.util.Map;

/**
 * A chat completion for a provider.
 *
 * @param headers to send along, such as a trace context
 */
public record ProviderRequest(
        ProviderEndpoint endpoint, ProviderBody body, boolean stream, Map<String, String> headers) {
    public ProviderRequest {
        headers = Map.copyOf(headers);
    }
}
