package dev.maru.access;

import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.ErrorKind;

/** What can go wrong with tenants, people and keys. */
public enum AccessError implements ErrorCode {
    TENANT_NOT_FOUND(ErrorKind.NOT_FOUND),
    TENANT_SUSPENDED(ErrorKind.FORBIDDEN),
    SLUG_TAKEN(ErrorKind.CONFLICT),
    PROJECT_NOT_FOUND(ErrorKind.NOT_FOUND),
    MEMBER_NOT_FOUND(ErrorKind.NOT_FOUND),
    LAST_OWNER(ErrorKind.CONFLICT),
    RIGHTS_EXCEEDED(ErrorKind.FORBIDDEN),
    INVITATION_NOT_FOUND(ErrorKind.NOT_FOUND),
    INVITATION_UNUSABLE(ErrorKind.GONE),
    ALREADY_MEMBER(ErrorKind.CONFLICT),
    API_KEY_NOT_FOUND(ErrorKind.NOT_FOUND),
    API_KEY_REVOKED(ErrorKind.CONFLICT),
    API_KEY_ADDRESS_REFUSED(ErrorKind.FORBIDDEN),
    USER_NOT_FOUND(ErrorKind.NOT_FOUND),
    EMAIL_TAKEN(ErrorKind.CONFLICT),
    PASSWORD_WEAK(ErrorKind.UNPROCESSABLE),
    PASSWORD_WRONG(ErrorKind.UNPROCESSABLE),
    SIGN_IN_THROTTLED(ErrorKind.RATE_LIMITED),
    LINK_UNUSABLE(ErrorKind.GONE),
    SESSION_NOT_FOUND(ErrorKind.NOT_FOUND);

    private final ErrorKind kind;

    AccessError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
