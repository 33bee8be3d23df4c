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
    private static final String SAMPLE = "a@example.com, 010-1234-5678, sk-, ghp_, eyJ";

    static ActiveGuardrail of(Guardrail guardrail, byte @Nullable [] secret) {
        var detector = guardrail.data().check().detector();
        if (detector != null) {
            // What is loaded with the first look is loaded here, not in somebody's call.
            detector.find(SAMPLE, 0, finding -> {});
        }
        return new ActiveGuardrail(guardrail, detector, secret);
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
