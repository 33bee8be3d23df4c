package dev.maru.gateway.route;

import dev.maru.core.problem.PlatformException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a route does with a call.
 *
 * @param order which of the fitting targets goes first
 * @param sticky keeps a weighted choice for the same user, session or tag; null: each call anew
 * @param tries at one target before the next one gets the call
 * @param mostAttempts of one call in all
 * @param patienceMs how long to wait for a provider's Retry-After when no other target is left; 0: not at all
 * @param firstTokenMs null, like the other times: the gateway's setting
 */
public record RoutePlan(
        Order order,
        @Nullable String sticky,
        List<Target> targets,
        int tries,
        int mostAttempts,
        long patienceMs,
        @Nullable Long firstTokenMs,
        @Nullable Long idleMs,
        @Nullable Long totalMs) {
    private static final int MOST_TARGETS = 20;
    private static final int MOST_CONDITIONS = 10;
    private static final long LONGEST_MS = 3_600_000;
    private static final long MOST_PATIENCE_MS = 60_000;

    public RoutePlan {
        targets = List.copyOf(targets);
        if (targets.isEmpty() || targets.size() > MOST_TARGETS) {
            throw PlatformException.invalid("targets", "1 to " + MOST_TARGETS + " targets");
        }
        within("tries", tries, 1, 5);
        within("mostAttempts", mostAttempts, 1, 10);
        within("patienceMs", patienceMs, 0, MOST_PATIENCE_MS);
        time("firstTokenMs", firstTokenMs);
        time("idleMs", idleMs);
        time("totalMs", totalMs);
        if (sticky != null && !sticky.matches("user|session|tag:[A-Za-z0-9_.-]{1,64}")) {
            throw PlatformException.invalid("sticky", "user, session, or tag: and a tag's name");
        }
    }

    /** A plan with the usual settings. */
    public static RoutePlan of(Order order, List<Target> targets) {
        return new RoutePlan(order, null, targets, 1, 5, 0, null, null, null);
    }

    private static void within(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw PlatformException.invalid(field, "from " + least + " to " + most);
        }
    }

    private static void time(String field, @Nullable Long milliseconds) {
        if (milliseconds != null) {
            within(field, milliseconds, 1, LONGEST_MS);
        }
    }

    /** Which of the fitting targets goes first; the others follow when it fails. */
    public enum Order {
        /** As they stand. */
        LISTED,
        /** By chance, in proportion to their weights. */
        WEIGHTED,
        /** The one that has been answering soonest. */
        FASTEST,
        /** The cheapest for a call of this size. */
        CHEAPEST,
        /** The one with the shortest queue and the fewest calls under way. */
        LEAST_BUSY,
        /** The same one for prompts that begin alike, so that its prefix cache helps. */
        PREFIX,
        /** The cheapest one whose score meets what the call needs. */
        BY_NEED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Order ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * A model that may get the call.
     *
     * @param model its name as in a call, best with its connection
     * @param when all must hold; none: always
     * @param onlyAfter only a failure of one of these kinds leads here; none: a target like any other
     */
    public record Target(String model, int weight, List<Condition> when, Set<FailureClass> onlyAfter) {
        public Target {
            when = List.copyOf(when);
            onlyAfter = Set.copyOf(onlyAfter);
            if (model.isBlank() || model.length() > 300) {
                throw PlatformException.invalid("targets.model", "the name of a model, such as openai/gpt-4.1-mini");
            }
            within("targets.weight", weight, 0, 1_000);
            if (when.size() > MOST_CONDITIONS) {
                throw PlatformException.invalid("targets.when", "at most " + MOST_CONDITIONS + " conditions");
            }
            if (onlyAfter.contains(FailureClass.REQUEST) || onlyAfter.contains(FailureClass.OWN)) {
                throw PlatformException.invalid(
                        "targets.onlyAfter", "a call that is wrong in itself fails everywhere; choose another failure");
            }
        }

        public static Target of(String model) {
            return new Target(model, 1, List.of(), Set.of());
        }
    }
}
