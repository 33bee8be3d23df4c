package dev.maru.platform;

import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.ErrorKind;

/** Errors of the shared services. */
public enum PlatformError implements ErrorCode {
    EGRESS_REFUSED(ErrorKind.UNPROCESSABLE),
    IDEMPOTENCY_KEY_REUSED(ErrorKind.UNPROCESSABLE),
    IDEMPOTENCY_KEY_IN_USE(ErrorKind.CONFLICT),
    TOO_MANY_ATTEMPTS(ErrorKind.RATE_LIMITED),
    WEBHOOK_PAUSED(ErrorKind.CONFLICT),
    WEBHOOK_LIMIT(ErrorKind.CONFLICT);

    private final ErrorKind kind;

    PlatformError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
