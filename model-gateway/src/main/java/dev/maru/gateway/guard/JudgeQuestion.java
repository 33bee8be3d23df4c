package dev.maru.gateway.guard;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.guard.Guardrail.Stage;
import dev.maru.gateway.protocol.ModelRequest.Role;
import java.util.List;

/** What a judge is asked about. */
record JudgeQuestion(Caller caller, ActiveGuardrail rail, Check.Judge judge, Stage stage, List<Said> texts) {
    private static final int LONGEST = 400_000;

    JudgeQuestion {
        texts = List.copyOf(texts);
    }

    /** A text and who says it. */
    record Said(Role role, String text) {}

    /** A judge that saw only a part would judge something else. */
    boolean isTooLong() {
        return texts.stream().mapToLong(said -> said.text().length()).sum() > LONGEST;
    }
}
