package dev.maru.gateway.provider;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
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
    /** An address below the base URL. */
    public URI under(String path) {
        var base = Objects.requireNonNull(baseUrl).toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** The secret as a header, empty if there is none. */
    public Map<String, String> secretAs(String header, String prefix) {
        return secret == null ? Map.of() : Map.of(header, prefix + secret);
    }

    @Override
    public String toString() {
        return slug + " at " + baseUrl;
    }
}
