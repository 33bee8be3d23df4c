package dev.maru.gateway.guard.text;

import java.util.Locale;

/** Kinds of personal data. */
public enum PiiKind {
    EMAIL("[EMAIL]"),
    PHONE("[PHONE]"),
    CARD("[CARD]"),
    IBAN("[IBAN]"),
    IP("[IP]"),
    /** The Korean resident registration number. */
    RRN("[RRN]"),
    /** The Korean business registration number. */
    BRN("[BRN]"),
    /** The US social security number. */
    SSN("[SSN]"),
    PASSPORT("[PASSPORT]");

    private final String mark;

    PiiKind(String mark) {
        this.mark = mark;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static PiiKind ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    Finding at(int start, int end) {
        return new Finding(start, end, wireName(), mark);
    }
}
