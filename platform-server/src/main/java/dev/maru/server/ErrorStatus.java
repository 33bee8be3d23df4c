package dev.maru.server;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.ErrorKind;

/** The one place where an error becomes an HTTP status. */
final class ErrorStatus {
    private ErrorStatus() {}

    static int of(ErrorCode code) {
        // HTTP has names of its own for three mistakes that no service makes.
        if (code == CoreError.METHOD_NOT_ALLOWED) {
            return 405;
        }
        if (code == ServerError.NOT_ACCEPTABLE) {
            return 406;
        }
        if (code == ServerError.UNSUPPORTED_MEDIA_TYPE) {
            return 415;
        }
        return of(code.kind());
    }

    private static int of(ErrorKind kind) {
        return switch (kind) {
            case BAD_REQUEST -> 400;
            case UNAUTHENTICATED -> 401;
            case PAYMENT_REQUIRED -> 402;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case GONE -> 410;
            case PRECONDITION_FAILED -> 412;
            case TOO_LARGE -> 413;
            case UNPROCESSABLE -> 422;
            case RATE_LIMITED -> 429;
            case INTERNAL -> 500;
            case UPSTREAM_BROKEN -> 502;
            case UNAVAILABLE -> 503;
            case UPSTREAM_TIMEOUT -> 504;
        };
    }
}
