package dev.maru.gateway;

import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.ErrorKind;

/** What can go wrong with connections, models and calls. */
public enum GatewayError implements ErrorCode {
    CONNECTION_NOT_FOUND(ErrorKind.NOT_FOUND),
    CONNECTION_SLUG_TAKEN(ErrorKind.CONFLICT),
    CONNECTION_SHARED(ErrorKind.CONFLICT),
    CONNECTION_SECRET_NEEDED(ErrorKind.UNPROCESSABLE),
    CONNECTION_UNUSABLE(ErrorKind.UPSTREAM_BROKEN),
    HOSTING_NOT_FOUND(ErrorKind.NOT_FOUND),
    CONNECTION_KEY_NOT_FOUND(ErrorKind.NOT_FOUND),
    CONNECTION_KEY_EXISTS(ErrorKind.CONFLICT),
    ENDPOINT_NOT_DISCOVERED(ErrorKind.NOT_FOUND),
    MODEL_NOT_FOUND(ErrorKind.NOT_FOUND),
    MODEL_AMBIGUOUS(ErrorKind.BAD_REQUEST),
    MODEL_NOT_ALLOWED(ErrorKind.FORBIDDEN),
    MODEL_EXISTS(ErrorKind.CONFLICT),
    PRICE_EXISTS(ErrorKind.CONFLICT),
    ROUTE_NOT_FOUND(ErrorKind.NOT_FOUND),
    ROUTE_NAME_TAKEN(ErrorKind.CONFLICT),
    NO_TARGET(ErrorKind.UNPROCESSABLE),
    CREDENTIALS_EXHAUSTED(ErrorKind.UPSTREAM_BROKEN),
    CALL_NOT_FOUND(ErrorKind.NOT_FOUND),
    TRACE_NOT_FOUND(ErrorKind.NOT_FOUND),
    TRACES_MALFORMED(ErrorKind.BAD_REQUEST),
    TRACES_ENCODING(ErrorKind.UNSUPPORTED_MEDIA_TYPE),
    TRACES_BUSY(ErrorKind.RATE_LIMITED),
    NOT_CACHED(ErrorKind.PRECONDITION_FAILED),
    CALL_MALFORMED(ErrorKind.BAD_REQUEST),
    GUARDRAIL_NOT_FOUND(ErrorKind.NOT_FOUND),
    GUARDRAIL_NAME_TAKEN(ErrorKind.CONFLICT),
    GUARDRAIL_DENIED(ErrorKind.BAD_REQUEST),
    UPSTREAM_REFUSED(ErrorKind.UPSTREAM_BROKEN),
    UPSTREAM_BROKEN(ErrorKind.UPSTREAM_BROKEN),
    UPSTREAM_TIMEOUT(ErrorKind.UPSTREAM_TIMEOUT),
    SPOOL_FULL(ErrorKind.UNAVAILABLE),
    LIMIT_NOT_FOUND(ErrorKind.NOT_FOUND),
    RATE_LIMIT_EXCEEDED(ErrorKind.RATE_LIMITED),
    GATEWAY_BUSY(ErrorKind.UNAVAILABLE),
    BUDGET_NOT_FOUND(ErrorKind.NOT_FOUND),
    BUDGET_EXHAUSTED(ErrorKind.PAYMENT_REQUIRED),
    BUDGET_LEASE_IN_USE(ErrorKind.CONFLICT),
    MODEL_UNPRICED(ErrorKind.FORBIDDEN);

    private final ErrorKind kind;

    GatewayError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
