package dev.maru.server;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** What a request brings to prove who it is; the same in every place where a client may put it. */
sealed interface Credential {
    record None() implements Credential {}

    /** An API key, in Authorization: Bearer or in x-api-key. */
    record ApiKeySecret(String secret) implements Credential {}

    /** An API key as id and secret, in Authorization: Basic. */
    record ApiKeyPair(String id, String secret) implements Credential {}

    /** Any other bearer token. */
    record Token(String value) implements Credential {}

    /** Reads the one credential; two of them are a mistake that must not be resolved by order. */
    static Credential of(HttpServletRequest request) {
        var found = new ArrayList<Credential>();
        headers(request, "Authorization").forEach(value -> found.add(authorization(value)));
        headers(request, "x-api-key").forEach(value -> found.add(new ApiKeySecret(value.strip())));
        return switch (found.size()) {
            case 0 -> new None();
            case 1 -> found.getFirst();
            default ->
                throw new PlatformException(
                        CoreError.INVALID_REQUEST,
                        "Send one credential: either Authorization or x-api-key, and each only once.");
        };
    }

    private static Credential authorization(String value) {
        var scheme = value.split(" ", 2);
        var rest = scheme.length == 2 ? scheme[1].strip() : "";
        if (scheme[0].equalsIgnoreCase("Bearer")) {
            return rest.startsWith("maru_") ? new ApiKeySecret(rest) : new Token(rest);
        }
        if (scheme[0].equalsIgnoreCase("Basic")) {
            return basic(rest);
        }
        throw unreadable();
    }

    private static Credential basic(String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).split(":", 2);
            if (pair.length == 2) {
                return new ApiKeyPair(pair[0], pair[1]);
            }
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
        throw unreadable();
    }

    private static PlatformException unreadable() {
        return new PlatformException(
                CoreError.UNAUTHENTICATED,
                "The Authorization header cannot be read; send: Authorization: Bearer maru_…");
    }

    private static List<String> headers(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }
}
