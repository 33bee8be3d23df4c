package dev.maru.gateway.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The prompt up to here is worth keeping at the provider.
 *
 * @param ttl such as {@code 5m} or {@code 1h}, null for the provider's usual time
 */
public record CacheHint(@Nullable String ttl) {}
