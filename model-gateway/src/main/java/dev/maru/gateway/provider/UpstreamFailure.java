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
        /** The key was not accepted. */
        KEY_REFUSED,
        /** The provider fell silent after the request went out. */
        TIMEOUT,
        /** The connection broke, or what came was no answer. */
        BROKEN;

        /** Whether the provider cannot have seen the request. */
        public boolean notSent() {
            return this == NOT_CONNECTED || this == EGRESS_REFUSED || this == CONNECT_TIMEOUT;
        }
    }
}
