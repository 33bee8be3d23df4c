package dev.maru.server;

import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.ErrorKind;

/** Errors of the edge itself. */
enum ServerError implements ErrorCode {
    INTERNAL(ErrorKind.INTERNAL),
    NOT_ACCEPTABLE(ErrorKind.BAD_REQUEST),
    UNSUPPORTED_MEDIA_TYPE(ErrorKind.BAD_REQUEST);

    private final ErrorKind kind;

    ServerError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
