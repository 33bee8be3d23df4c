package dev.maru.gateway.call;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.budget.Budgets;
import dev.maru.gateway.ledger.ChargeSum;
import dev.maru.gateway.limit.Admitted;
import dev.maru.gateway.limit.FairGate;
import dev.maru.gateway.limit.LimitSubject;
import dev.maru.gateway.limit.Limits;
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

    /** Throws a refusal with its headers; nothing is taken then. */
    Entry enter(Caller caller, LimitSubject subject) {
        budgets.refuseIfSpent(caller, subject);
        var place = gate.enter(caller.tenant());
        try {
            return new Entry(place, limits.admit(caller, subject));
        } catch (RuntimeException | Error e) {
            place.close();
            throw e;
        }
    }

    /** A call that was let in, until it has ended. */
    record Entry(FairGate.Place place, Admitted admitted) implements AutoCloseable {
        /** What the call used; a call that used nothing gets back what it took. */
        void used(ChargeSum sum) {
            var tokens = sum.tokens();
            if (tokens.total() > 0) {
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
