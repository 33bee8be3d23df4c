package dev.maru.gateway.provider;

/** No answer came. */
public final class UpstreamFailure extends Exception {
    private final Kind kind;

    public UpstreamFailure(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    public UpstreamFailure(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What to tell the caller. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** How far the request came. */
    public enum Kind {
        /** Nobody took the connection: nothing was sent, so nothing was billed. */
        NOT_CONNECTED,
        /** This installation does not let calls go there: nothing was sent. */
        EGRESS_REFUSED,
        /** The provider's server did not take the connection in time: nothing was sent. */
        CONNECT_TIMEOUT,
        /** A connection kept from an earlier call was closed as the request went out: no server took it up. */
        CLOSED_WHILE_IDLE,
        /** The key was not accepted. */
        KEY_REFUSED,
        /** The provider fell silent after the request went out. */
        TIMEOUT,
        /** The connection broke, or what came was no answer. */
        BROKEN;

        /** Whether the provider cannot have seen the request. */
        public boolean notSent() {
            return switch (this) {
                case NOT_CONNECTED, EGRESS_REFUSED, CONNECT_TIMEOUT, CLOSED_WHILE_IDLE -> true;
                case KEY_REFUSED, TIMEOUT, BROKEN -> false;
            };
        }

        /** Whether another try may fare better, at no risk of being billed twice. */
        public boolean worthAnotherTry() {
            return this == NOT_CONNECTED || this == CLOSED_WHILE_IDLE;
        }
    }
}
