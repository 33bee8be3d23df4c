package dev.maru.gateway.limit;

import java.time.Duration;

/** Durations as OpenAI's headers write them: {@code 6m0s}, {@code 1.5s}, {@code 17ms}. */
final class Durations {
    private Durations() {}

    static String text(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1_000) {
            return millis + "ms";
        }
        var text = new StringBuilder();
        long hours = millis / 3_600_000;
        long minutes = millis / 60_000 % 60;
        if (hours > 0) {
            text.append(hours).append('h');
        }
        if (hours > 0 || minutes > 0) {
            text.append(minutes).append('m');
        }
        text.append(millis / 1_000 % 60);
        long rest = millis % 1_000;
        if (rest > 0) {
            text.append('.').append("%03d".formatted(rest).replaceAll("0+$", ""));
        }
        return text.append('s').toString();
    }
}
