package dev.maru.ui.component;

import java.util.Locale;

/** What a chip or note means; it is never told by colour alone. */
public enum Tone {
    PLAIN,
    GOOD,
    WARN,
    BAD,
    ACCENT;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
