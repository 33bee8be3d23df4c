package dev.maru.gateway.budget;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.limit.LimitService;
import org.springframework.stereotype.Service;

/** Says what can refuse calls, and how much of it is left. */
@Service
public class AllowanceService {
    private final LimitService limits;
    private final BudgetService budgets;

    AllowanceService(LimitService limits, BudgetService budgets) {
        this.limits = limits;
        this.budgets = budgets;
    }

    /** All that the caller may see; in a project, what can hold for calls of it. */
    public Allowance current(Caller caller) {
        return Allowance.of(limits.list(caller), budgets.list(caller));
    }
}
