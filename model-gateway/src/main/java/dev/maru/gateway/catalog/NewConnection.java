package dev.maru.gateway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A connection to create.
 *
 * @param secret the provider's key, null if it asks for none
 */
public record NewConnection(
        ConnectionSlug slug,
        String name,
        ConnectionKind kind,
        String baseUrl,
        @Nullable String secret,
        DisconnectPolicy onDisconnect) {
    /** A connection to a server of the OpenAI protocol. */
    public NewConnection(
            ConnectionSlug slug, String name, String baseUrl, @Nullable String secret, DisconnectPolicy onDisconnect) {
        this(slug, name, ConnectionKind.OPENAI, baseUrl, secret, onDisconnect);
    }

    @Override
    public String toString() {
        return "NewConnection[" + slug + ", " + baseUrl + "]";
    }
}
