package dev.maru.gateway.budget;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.limit.LimitSubject;
import java.util.List;

/** The enabled hard budgets of a tenant, in memory. */
record BudgetSnapshot(List<Budget> hard) {
    BudgetSnapshot {
        hard = List.copyOf(hard);
    }

    List<Budget> holdingFor(Caller caller, LimitSubject subject) {
        return hard.isEmpty()
                ? hard
                : hard.stream()
                        .filter(budget -> budget.scope().holdsFor(caller, subject))
                        .toList();
    }
}
