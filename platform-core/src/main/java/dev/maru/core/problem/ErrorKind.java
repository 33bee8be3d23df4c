package dev.maru.core.problem;

/** What went wrong in the caller's eyes; the edge maps each kind to one HTTP status. */
public enum ErrorKind {
    BAD_REQUEST,
    UNAUTHENTICATED,
    PAYMENT_REQUIRED,
    FORBIDDEN,
    NOT_FOUND,
    CONFLICT,
    GONE,
    TOO_LARGE,
    UNPROCESSABLE,
    PRECONDITION_FAILED,
    RATE_LIMITED,
    UPSTREAM_BROKEN,
    UPSTREAM_TIMEOUT,
    UNAVAILABLE,
    INTERNAL
}
