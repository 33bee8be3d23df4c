package dev.maru.sdk;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no answer to use.
 *
 * @param status the HTTP status, 0 if nothing came back
 * @param code Maru's name for it, null if something other than Maru answered
 */
record Problem(
        String detail,
        int status,
        @Nullable String code,
        @Nullable String requestId) implements Serializable {
    private static final String TYPE_PREFIX = "/problems/";

    static Problem unreachable(String detail) {
        return new Problem(detail, 0, null, null);
    }

    /** Reads an answer that is no success; what does not look like Maru's is told as such. */
    static Problem of(String baseUrl, int status, @Nullable String requestId, byte[] body) {
        try {
            var json = Json.readObject(body);
            if (json.get("type") instanceof String type && type.startsWith(TYPE_PREFIX)) {
                return new Problem(
                        text(json, "detail", "Maru at " + baseUrl + " failed with status " + status),
                        status,
                        type.substring(TYPE_PREFIX.length()),
                        text(json, "requestId", requestId == null ? "" : requestId));
            }
        } catch (Json.UnreadableException e) {
            return foreign(baseUrl, status, requestId);
        }
        return foreign(baseUrl, status, requestId);
    }

    private static Problem foreign(String baseUrl, int status, @Nullable String requestId) {
        return new Problem(
                baseUrl + " answered with status " + status
                        + ", but not as Maru's API does; check the base URL and the proxies on the way",
                status,
                null,
                requestId);
    }

    private static String text(Map<String, @Nullable Object> json, String field, String otherwise) {
        return json.get(field) instanceof String text && !text.isEmpty() ? text : otherwise;
    }

    /**
     * The exception for it. Only Maru's own word is taken for an answer about a prompt or a key: a proxy that says 404
     * while Maru restarts must not make applications forget their prompts.
     */
    MaruException toException(@Nullable Throwable cause) {
        if (code == null) {
            return new MaruUnavailableException(this, cause);
        }
        return switch (status) {
            case 401, 403 -> new AccessRefusedException(this, cause);
            case 404 ->
                code.startsWith("prompt-") ? new PromptNotFoundException(this, cause) : new MaruException(this, cause);
            case 408, 429, 500, 502, 503, 504 -> new MaruUnavailableException(this, cause);
            default -> new MaruException(this, cause);
        };
    }
}
