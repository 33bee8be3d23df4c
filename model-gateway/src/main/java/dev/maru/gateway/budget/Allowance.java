package dev.maru.gateway.budget;

import dev.maru.gateway.limit.CallSketch;
import dev.maru.gateway.limit.LimitUse;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can refuse calls: limits that are on and hard budgets that are on, with how they stand. */
public record Allowance(List<LimitUse> limits, List<BudgetUse> budgets) {
    public Allowance {
        limits = List.copyOf(limits);
        budgets = List.copyOf(budgets);
    }

    /** Those of some that are on and refuse calls. */
    public static Allowance of(List<LimitUse> limits, List<BudgetUse> budgets) {
        return new Allowance(
                limits.stream().filter(use -> use.limit().enabled()).toList(),
                budgets.stream()
                        .filter(use -> use.budget().enabled() && use.budget().hard())
                        .toList());
    }

    /** One of them. */
    public sealed interface Bound {
        double shareLeft();

        /** A limit. */
        record OfLimit(LimitUse use) implements Bound {
            @Override
            public double shareLeft() {
                return use.shareLeft();
            }
        }

        /** A budget. */
        record OfBudget(BudgetUse use) implements Bound {
            @Override
            public double shareLeft() {
                return use.shareLeft();
            }
        }
    }

    /** Those that hold for a call. */
    public Allowance holdingFor(CallSketch call) {
        return new Allowance(
                limits.stream().filter(use -> call.isIn(use.limit().scope())).toList(),
                budgets.stream().filter(use -> call.isIn(use.budget().scope())).toList());
    }

    /** The one with the smallest share left: it would stop the next calls first. */
    public Optional<Bound> binding() {
        return Stream.<Bound>concat(
                        budgets.stream().map(Bound.OfBudget::new),
                        limits.stream().map(Bound.OfLimit::new))
                .min(Comparator.comparingDouble(Bound::shareLeft));
    }
}
