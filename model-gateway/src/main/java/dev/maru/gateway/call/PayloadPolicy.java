package dev.maru.gateway.call;

import dev.maru.core.problem.PlatformException;
import java.util.Locale;

/** Whether a project keeps what is said in its calls, and for how many days; it holds for calls made from then on. */
public record PayloadPolicy(Capture capture, int retentionDays, long version) {
    /** What a project starts with. */
    public static final PayloadPolicy NOTHING_KEPT = new PayloadPolicy(Capture.NONE, 14, 0);

    public PayloadPolicy {
        if (retentionDays < 1 || retentionDays > 365) {
            throw PlatformException.invalid("retentionDays", "between 1 and 365");
        }
    }

    /** What is kept. */
    public enum Capture {
        NONE,
        FULL;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Capture ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
