package dev.maru.ui.limits;

import dev.maru.gateway.budget.Allowance;
import dev.maru.gateway.budget.Allowance.Bound;
import dev.maru.gateway.limit.CallSketch;
import dev.maru.gateway.limit.LimitScope;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the call that was asked about.
 *
 * @param call null: about none
 * @param holding what can refuse it
 * @param looked the id of a limit that a link named
 */
record LimitMarks(
        @Nullable CallSketch call,
        Allowance holding,
        @Nullable Bound binding,
        @Nullable String looked) {
    static LimitMarks of(@Nullable CallSketch call, Allowance all, @Nullable String looked) {
        var holding = call == null ? all : all.holdingFor(call);
        return new LimitMarks(
                call, holding, call == null ? null : holding.binding().orElse(null), looked);
    }

    boolean applies(Bound bound) {
        return call != null && call.isIn(LimitTexts.scope(bound));
    }

    boolean binds(Bound bound) {
        return bound.equals(binding);
    }

    /** Whether a scope lies on the way to the call. */
    boolean isOnTheWay(LimitScope scope) {
        return call != null && call.isIn(scope);
    }
}
