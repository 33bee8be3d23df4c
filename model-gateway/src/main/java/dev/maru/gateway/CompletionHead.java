package dev.maru.gateway;

import java.util.Map;

/** Status and headers of an answer, known once the first real byte of it is. */
public record CompletionHead(int status, String contentType, Map<String, String> headers) {
    public CompletionHead {
        headers = Map.copyOf(headers);
    }
}
