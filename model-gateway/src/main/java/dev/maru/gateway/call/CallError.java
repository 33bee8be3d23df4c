package dev.maru.gateway.call;

import dev.maru.core.problem.ErrorKind;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.protocol.ProviderFault;
import dev.maru.gateway.route.FailureClass;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error that a client gets to see; its protocol decides the form.
 *
 * @param headers such as Retry-After
 * @param upstreamBody the provider's own words, to be passed on; null if they are ours
 * @param failure what retries and fallbacks go by
 */
public record CallError(
        int status,
        String message,
        String type,
        @Nullable String param,
        @Nullable String code,
        Map<String, String> headers,
        byte @Nullable [] upstreamBody,
        FailureClass failure) {
    private static final Map<String, String> SOON = Map.of("Retry-After", "2", "retry-after-ms", "2000");

    public CallError {
        headers = Map.copyOf(headers);
    }

    /** An error of the gateway or of one of its features. */
    public static CallError of(PlatformException problem) {
        var kind = problem.code().kind();
        var param =
                problem.fields().isEmpty() ? null : problem.fields().getFirst().field();
        return new CallError(
                kind.status(),
                problem.detail(),
                type(kind),
                param,
                problem.code().slug().replace('-', '_'),
                kind == ErrorKind.UNAVAILABLE && problem.headers().isEmpty() ? SOON : problem.headers(),
                null,
                FailureClass.OWN);
    }

    static CallError upstream(FailureClass failure, int status, String message, String code) {
        return new CallError(status, message, "upstream_error", null, code, Map.of(), null, failure);
    }

    /** Never meant for the caller's account: something in the gateway itself failed. */
    static CallError internal() {
        return new CallError(
                503,
                "Maru could not finish this call; its log says why, under the request id.",
                "server_error",
                null,
                "internal_fault",
                SOON,
                null,
                FailureClass.OWN);
    }

    CallError with(Map<String, String> headers) {
        return new CallError(status, message, type, param, code, headers, upstreamBody, failure);
    }

    /** The same in no protocol's words. */
    ProviderFault fault() {
        return new ProviderFault(status, message, type, code, param);
    }

    private static String type(ErrorKind kind) {
        return switch (kind) {
            case UNAUTHENTICATED -> "authentication_error";
            case PAYMENT_REQUIRED -> "insufficient_quota";
            case FORBIDDEN -> "permission_error";
            case RATE_LIMITED -> "rate_limit_error";
            case UPSTREAM_BROKEN, UPSTREAM_TIMEOUT -> "upstream_error";
            case UNAVAILABLE, INTERNAL -> "server_error";
            case BAD_REQUEST,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    UNSUPPORTED_MEDIA_TYPE,
                    NOT_FOUND,
                    CONFLICT,
                    GONE,
                    PRECONDITION_FAILED,
                    TOO_LARGE,
                    UNPROCESSABLE -> "invalid_request_error";
        };
    }
}
