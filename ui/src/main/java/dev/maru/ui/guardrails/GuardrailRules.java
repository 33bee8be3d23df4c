package dev.maru.ui.guardrails;

import dev.maru.gateway.guard.Check.Kind;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.Guardrail.Stage;
import java.util.List;

/** What can be chosen for a kind of check; the first is what a new one begins with. */
final class GuardrailRules {
    private GuardrailRules() {}

    static List<Stage> stages(Kind kind) {
        return switch (kind) {
            case PII, SECRETS, WORDS -> List.of(Stage.BOTH, Stage.INPUT, Stage.OUTPUT);
            case JUDGE -> List.of(Stage.INPUT, Stage.OUTPUT, Stage.BOTH);
            case INJECTION, MAX_COST -> List.of(Stage.INPUT);
            case SCHEMA -> List.of(Stage.OUTPUT);
        };
    }

    static List<Action> actions(Kind kind) {
        return switch (kind) {
            case PII, SECRETS, WORDS, SCHEMA -> List.of(Action.MASK, Action.DENY, Action.LOG);
            case INJECTION, MAX_COST, JUDGE -> List.of(Action.DENY, Action.LOG);
        };
    }
}
