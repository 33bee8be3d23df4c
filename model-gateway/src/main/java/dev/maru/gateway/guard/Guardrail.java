package dev.maru.gateway.guard;

import dev.maru.core.id.GuardrailId;
import dev.maru.core.id.ProjectId;
import java.time.Instant;
import java.util.Locale;

/**
 * A check that the model calls of a project must pass.
 *
 * @param hasSecret whether something is kept that opens its judge's door
 */
public record Guardrail(
        GuardrailId id,
        ProjectId project,
        long version,
        GuardrailData data,
        boolean hasSecret,
        Instant createdAt,
        Instant changedAt) {
    public String name() {
        return data.name();
    }

    /** What is looked at. */
    public enum Stage {
        INPUT,
        OUTPUT,
        BOTH;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Stage ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        public boolean covers(Stage one) {
            return this == BOTH || this == one;
        }
    }

    /** What becomes of a call in which something is found. */
    public enum Action {
        DENY,
        /** What was found is replaced; of an answer in a wrong form: it is repaired. */
        MASK,
        LOG;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Action ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
