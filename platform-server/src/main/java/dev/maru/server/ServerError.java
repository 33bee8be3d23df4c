package dev.maru.server;

import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.ErrorKind;

/** Errors of the edge itself. */
enum ServerError implements ErrorCode {
    INTERNAL(ErrorKind.INTERNAL),
    NOT_ACCEPTABLE(ErrorKind.NOT_ACCEPTABLE),
    UNSUPPORTED_MEDIA_TYPE(ErrorKind.UNSUPPORTED_MEDIA_TYPE);

    private final ErrorKind kind;

    ServerError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
