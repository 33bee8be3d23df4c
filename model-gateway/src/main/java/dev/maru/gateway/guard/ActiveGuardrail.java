package dev.maru.gateway.guard;

import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.text.Detector;
import dev.maru.gateway.guard.text.TextMask;
import org.jspecify.annotations.Nullable;

/**
 * A guardrail ready to run.
 *
 * @param secret sealed, null if none is kept
 */
record ActiveGuardrail(Guardrail guardrail, @Nullable Detector detector, byte @Nullable [] secret) {
    static ActiveGuardrail of(Guardrail guardrail, byte @Nullable [] secret) {
        return new ActiveGuardrail(guardrail, guardrail.data().check().detector(), secret);
    }

    Check check() {
        return guardrail.data().check();
    }

    Action action() {
        return guardrail.data().action();
    }

    boolean covers(Guardrail.Stage stage) {
        return guardrail.data().stage().covers(stage);
    }

    TextMask.@Nullable Rule rule() {
        return detector == null ? null : new TextMask.Rule(detector, action() == Action.MASK);
    }
}
