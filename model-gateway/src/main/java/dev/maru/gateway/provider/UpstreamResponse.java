package dev.maru.gateway.provider;

import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer, and its body to be read.
 *
 * @param headers by lower-case name
 */
public record UpstreamResponse(int status, Map<String, String> headers, InputStream body) {
    public UpstreamResponse {
        headers = Map.copyOf(headers);
    }

    public @Nullable String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }
}
