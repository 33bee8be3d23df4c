package dev.maru.gateway.measure;

import java.time.Duration;
import java.util.Arrays;

/** The spans that are measured. */
public enum MeasureWindow {
    DAY("24h", Duration.ofDays(1)),
    WEEK("7d", Duration.ofDays(7)),
    MONTH("30d", Duration.ofDays(30));

    private final String wireName;
    private final Duration length;

    MeasureWindow(String wireName, Duration length) {
        this.wireName = wireName;
        this.length = length;
    }

    public String wireName() {
        return wireName;
    }

    public Duration length() {
        return length;
    }

    public static MeasureWindow ofWireName(String name) {
        return Arrays.stream(values())
                .filter(window -> window.wireName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("24h, 7d or 30d"));
    }
}
