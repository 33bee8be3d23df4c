package dev.maru.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Which part of the edge a path belongs to. */
final class RequestPaths {
    /** Paths whose clients speak OpenAI's protocol. */
    private static final List<String> MODEL_CALLS =
            List.of("/v1/chat/", "/v1/responses", "/v1/messages", "/v1/embeddings", "/v1/rerank", "/v1/models");

    private RequestPaths() {}

    static boolean isModelCall(HttpServletRequest request) {
        var path = request.getRequestURI();
        return MODEL_CALLS.stream().anyMatch(path::startsWith);
    }

    /** Applications' own paths, which a replica with the role gateway serves. */
    static boolean isRuntime(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/v1/") || path.startsWith("/api/public/");
    }

    static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/v1/")
                || request.getRequestURI().startsWith("/api/");
    }
}
