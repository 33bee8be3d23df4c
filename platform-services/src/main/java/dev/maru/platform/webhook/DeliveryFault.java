package dev.maru.platform.webhook;

import java.util.Locale;

/** Why an attempt failed. */
public enum DeliveryFault {
    /** The address is none that this installation may reach any more. */
    EGRESS_REFUSED,
    UNKNOWN_HOST,
    /** Nothing takes connections there. */
    NOT_CONNECTED,
    TIMEOUT,
    /** The certificate does not prove the host, or there is no common version of TLS. */
    NOT_TRUSTED,
    /** The connection ended before an answer came. */
    BROKEN,
    /** A redirect, which is never followed. */
    REDIRECTED,
    /** A status other than 2xx. */
    REFUSED,
    /** 410: the receiver is no more. */
    GONE;

    /** The name in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeliveryFault ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
