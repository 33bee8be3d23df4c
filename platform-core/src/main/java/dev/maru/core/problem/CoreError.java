package dev.maru.core.problem;

/** Errors that any module can raise. */
public enum CoreError implements ErrorCode {
    INVALID_REQUEST(ErrorKind.BAD_REQUEST),
    INVALID_FIELD(ErrorKind.UNPROCESSABLE),
    UNAUTHENTICATED(ErrorKind.UNAUTHENTICATED),
    FORBIDDEN(ErrorKind.FORBIDDEN),
    NOT_FOUND(ErrorKind.NOT_FOUND),
    METHOD_NOT_ALLOWED(ErrorKind.METHOD_NOT_ALLOWED),
    STALE_VERSION(ErrorKind.CONFLICT),
    BODY_TOO_LARGE(ErrorKind.TOO_LARGE),
    TEMPORARILY_UNAVAILABLE(ErrorKind.UNAVAILABLE);

    private final ErrorKind kind;

    CoreError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
