package dev.maru.gateway.call;

import dev.maru.gateway.budget.Budgets;
import dev.maru.gateway.limit.Admitted;
import dev.maru.gateway.limit.FairGate;
import dev.maru.gateway.limit.Limits;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets a call in: past budgets that are spent, its tenant's turn at the gate, and every limit that holds for it. */
@Component
class Admission {
    private final Budgets budgets;
    private final FairGate gate;
    private final Limits limits;

    Admission(Budgets budgets, FairGate gate, Limits limits) {
        this.budgets = budgets;
        this.gate = gate;
        this.limits = limits;
    }

    /**
     * Throws a refusal with its headers; nothing is taken then. What the gateway asks on its own account has been let in
     * with the call that it serves, and only has to be paid.
     */
    Entry enter(PlannedCall call) {
        var caller = call.caller();
        var subject = call.subject();
        budgets.refuseIfSpent(caller, subject);
        if (call.request().origin().internal()) {
            return new Entry(null, Admitted.FREELY);
        }
        var place = gate.enter(caller.tenant());
        try {
            return new Entry(place, limits.admit(caller, subject));
        } catch (RuntimeException | Error e) {
            place.close();
            throw e;
        }
    }

    /** A call that was let in, until it has ended. */
    record Entry(FairGate.@Nullable Place place, Admitted admitted) implements AutoCloseable {
        /** What the call used; a call that used nothing gets back what it took. */
        void used(CallCourse course) {
            var tokens = course.sum().tokens();
            if (tokens.total() > 0 || course.fromCache()) {
                admitted.used(tokens.allInput(), tokens.allOutput());
            }
        }

        @Override
        public void close() {
            try (place) {
                admitted.close();
            }
        }
    }
}
