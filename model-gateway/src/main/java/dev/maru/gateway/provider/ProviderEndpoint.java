package dev.maru.gateway.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider is, and what opens its door.
 *
 * @param slug the connection's name, for messages
 * @param baseUrl null for providers in process
 * @param secret null if none is asked for
 */
public record ProviderEndpoint(
        String slug, @Nullable URI baseUrl, @Nullable String secret) {
    @Override
    public String toString() {
        return slug + " at " + baseUrl;
    }
}
