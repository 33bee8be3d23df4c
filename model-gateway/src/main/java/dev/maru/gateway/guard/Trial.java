package dev.maru.gateway.guard;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.text.InjectionSigns;
import dev.maru.gateway.guard.text.TextMask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What checks make of a text.
 *
 * @param text as it would go on
 * @param denied whether the call would be refused
 * @param score of the signs of injected instructions, null if no check looked for them
 */
public record Trial(
        String text,
        boolean denied,
        List<Found> found,
        @Nullable Double score) {
    private static final int LONGEST = 20_000;
    private static final int MOST_CHECKS = 50;

    public Trial {
        found = List.copyOf(found);
    }

    /** What was found how often. */
    public record Found(Check.Kind check, Action action, String kind, int count) {}

    static Trial of(String text, List<TrialCheck> checks) {
        if (text.length() > LONGEST) {
            throw PlatformException.invalid("text", "at most " + LONGEST + " characters");
        }
        if (checks.isEmpty() || checks.size() > MOST_CHECKS) {
            throw PlatformException.invalid("checks", "between 1 and " + MOST_CHECKS);
        }
        var found = new ArrayList<Found>();
        var rules = new ArrayList<TextMask.Rule>();
        var owners = new ArrayList<TrialCheck>();
        for (var check : checks) {
            var detector = check.check().detector();
            if (detector != null) {
                rules.add(new TextMask.Rule(detector, check.action() == Action.MASK));
                owners.add(check);
            }
        }
        var masked = new TextMask(rules, (rule, finding) -> add(found, owners.get(rule), finding.kind())).whole(text);
        var score = injection(text, checks, found);
        var denied = found.stream().anyMatch(each -> each.action() == Action.DENY);
        return new Trial(masked, denied, found, score);
    }

    private static @Nullable Double injection(String text, List<TrialCheck> checks, List<Found> found) {
        @Nullable Double score = null;
        for (var check : checks) {
            if (check.check() instanceof Check.Injection(Check.Sensitivity sensitivity)) {
                var signs = InjectionSigns.in(text);
                score = InjectionSigns.score(signs);
                if (sensitivity.reached(score)) {
                    signs.forEach(sign -> add(found, check, sign.name()));
                }
            }
        }
        return score;
    }

    private static void add(List<Found> found, TrialCheck check, String kind) {
        for (int i = 0; i < found.size(); i++) {
            var known = found.get(i);
            if (known.check() == check.check().kind()
                    && known.action() == check.action()
                    && known.kind().equals(kind)) {
                found.set(i, new Found(known.check(), known.action(), kind, known.count() + 1));
                return;
            }
        }
        found.add(new Found(check.check().kind(), check.action(), kind, 1));
    }
}
