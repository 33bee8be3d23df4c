package dev.maru.core.problem;

/** What went wrong in the caller's eyes, with the status that HTTP has for it. */
public enum ErrorKind {
    BAD_REQUEST(400),
    UNAUTHENTICATED(401),
    PAYMENT_REQUIRED(402),
    FORBIDDEN(403),
    NOT_FOUND(404),
    CONFLICT(409),
    GONE(410),
    PRECONDITION_FAILED(412),
    TOO_LARGE(413),
    UNPROCESSABLE(422),
    RATE_LIMITED(429),
    INTERNAL(500),
    UPSTREAM_BROKEN(502),
    UNAVAILABLE(503),
    UPSTREAM_TIMEOUT(504);

    private final int status;

    ErrorKind(int status) {
        this.status = status;
    }

    /** The HTTP status; every protocol that Maru speaks uses the same. */
    public int status() {
        return status;
    }
}
