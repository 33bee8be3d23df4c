package dev.maru.gateway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A change of a connection: null leaves a part as it is.
 *
 * @param version the version that was read; another one since then is a conflict
 * @param baseUrl another origin needs the secret again, so that no key ever goes to a place it was not meant for
 * @param secret replaces the first key; blank takes every key away
 */
public record ConnectionChange(
        long version,
        @Nullable String name,
        @Nullable String baseUrl,
        @Nullable String secret,
        @Nullable Boolean enabled,
        @Nullable DisconnectPolicy onDisconnect) {
    @Override
    public String toString() {
        return "ConnectionChange[" + version + ", " + baseUrl + "]";
    }
}
