package dev.maru.gateway.guard;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.Guardrail.Stage;
import dev.maru.gateway.guard.text.TextMask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guardrails of one stage that look at texts, as rules for {@link TextMask}. */
final class TextChecks {
    private final List<ActiveGuardrail> rails = new ArrayList<>();
    private final List<TextMask.Rule> rules = new ArrayList<>();
    private final Stage stage;
    private final FoundInCall found;
    private @Nullable PlatformException denial;

    TextChecks(List<ActiveGuardrail> all, Stage stage, FoundInCall found) {
        this.stage = stage;
        this.found = found;
        for (var rail : all) {
            var rule = rail.rule();
            if (rule != null) {
                rails.add(rail);
                rules.add(rule);
            }
        }
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    TextMask mask() {
        return new TextMask(rules, (rule, finding) -> found(rails.get(rule), finding.kind()));
    }

    /** Checks a text in one piece; returns it as it may go on. */
    String whole(String text) {
        return rules.isEmpty() ? text : mask().whole(text);
    }

    void found(ActiveGuardrail rail, String kind) {
        found.add(rail, stage, kind);
        if (rail.action() == Action.DENY && denial == null) {
            denial = denial(rail, stage, kind);
        }
    }

    /** Something that stands in the record and stops nothing. */
    void noted(ActiveGuardrail rail, String kind) {
        found.add(rail, stage, kind);
    }

    /** Why the call is refused, null if it is not. */
    @Nullable
    PlatformException denial() {
        return denial;
    }

    /** Says which guardrail and what kind of thing, never what was found. */
    static PlatformException denial(ActiveGuardrail rail, Stage stage, String kind) {
        return new PlatformException(
                GatewayError.GUARDRAIL_DENIED,
                "The guardrail \"" + rail.guardrail().name() + "\" refuses this "
                        + (stage == Stage.INPUT ? "request" : "answer") + " ("
                        + rail.check().kind().wireName() + ": " + kind + ").");
    }
}
