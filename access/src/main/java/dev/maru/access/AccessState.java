package dev.maru.access;

import java.util.Locale;

/** Whether a tenant, a person or a member may act at all. */
public enum AccessState {
    ACTIVE,
    SUSPENDED,
    DELETED;

    /** The name in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static AccessState ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
