package dev.maru.access.identity;

import java.util.Locale;

/** How a person wants pages to look. */
public enum Theme {
    SYSTEM,
    LIGHT,
    DARK;

    /** The name in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Theme ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
