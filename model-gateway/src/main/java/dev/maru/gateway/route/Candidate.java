package dev.maru.gateway.route;

import dev.maru.gateway.catalog.CallableModel;
import java.util.Set;

/**
 * A model that may get the call.
 *
 * @param reason why it stands where it stands, for people
 * @param onlyAfter only a failure of one of these kinds leads here; none: a target like any other
 */
public record Candidate(CallableModel model, String reason, Set<FailureClass> onlyAfter) {
    public Candidate {
        onlyAfter = Set.copyOf(onlyAfter);
    }

    public static Candidate only(CallableModel model) {
        return new Candidate(model, "named by the call", Set.of());
    }

    /** Whether a call that failed so at the targets before may go on here. */
    public boolean takesOver(FailureClass failure) {
        return onlyAfter.isEmpty() ? failure.general() : onlyAfter.contains(failure);
    }
}
