package dev.maru.gateway.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says went wrong.
 *
 * @param status an HTTP status, 0 if the provider names none
 * @param type in the provider's own words, such as {@code overloaded_error}
 * @param code such as {@code context_length_exceeded}
 */
public record ProviderFault(
        int status,
        String message,
        @Nullable String type,
        @Nullable String code,
        @Nullable String param) {}
