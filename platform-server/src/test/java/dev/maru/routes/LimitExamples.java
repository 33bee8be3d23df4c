package dev.maru.routes;

import static dev.maru.routes.Example.plain;

import dev.maru.core.id.Ids;
import dev.maru.e2e.RunningMaru;
import dev.maru.gateway.budget.Budget;
import dev.maru.gateway.budget.BudgetService;
import dev.maru.gateway.budget.BudgetUse;
import dev.maru.gateway.limit.LimitService;
import dev.maru.gateway.limit.LimitUse;
import dev.maru.gateway.limit.UsageLimit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Limits and budgets: switched off, so that they refuse no call of other examples. */
final class LimitExamples {
    private static final String LIMITS = "/api/tenants/{tenant}/limits";
    private static final String BUDGETS = "/api/tenants/{tenant}/budgets";

    private final RunningMaru maru;
    private final Settler settler;

    LimitExamples(RunningMaru maru, Settler settler) {
        this.maru = maru;
        this.settler = settler;
    }

    void addTo(Examples examples) {
        examples.add("GET " + LIMITS, plain().shows("limited"))
                .add(
                        "GET " + LIMITS + "/effective",
                        plain().query(place -> "project=" + place.project() + "&model=a/b&tag=team=x")
                                .asksFor(place -> "project=" + place.project(), 200))
                .add(
                        "POST " + LIMITS,
                        plain().body(place -> newLimit(tagged(place)))
                                .shows("limited")
                                .refersToTenant(
                                        other -> newLimit(Map.of(
                                                "project", other.project().toString())),
                                        404))
                .add(
                        "PATCH " + LIMITS + "/{id}",
                        plain().at("id", this::limit)
                                .body(place -> Map.of("version", limitOf(place).version(), "amount", 7))
                                .shows("limited"))
                .add("DELETE " + LIMITS + "/{id}", plain().at("id", this::limit).spare("id", this::freshLimit))
                .add("GET " + BUDGETS, plain().shows("budget"))
                .add(
                        "POST " + BUDGETS,
                        plain().body(place -> newBudget(place, tagged(place)))
                                .shows("budget")
                                .refersToTenant(
                                        other -> newBudget(
                                                other,
                                                Map.of(
                                                        "project",
                                                        other.project().toString())),
                                        404))
                .add("GET " + BUDGETS + "/{id}", plain().at("id", this::budget).shows("budget"))
                .add(
                        "PATCH " + BUDGETS + "/{id}",
                        plain().at("id", this::budget)
                                .body(place -> Map.of("version", budgetOf(place).version(), "amount", "7.5"))
                                .shows("budget"))
                .add(
                        "DELETE " + BUDGETS + "/{id}",
                        plain().at("id", this::budget).spare("id", this::freshBudget))
                // No dead instance holds anything of it.
                .add(
                        "POST " + BUDGETS + "/{id}/leases/{instance}/write-off",
                        plain().at("id", this::budget)
                                .at("instance", place -> Ids.timeOrdered().toString())
                                .answers(404));
    }

    private static Map<String, Object> tagged(Place place) {
        return Map.of("tagName", "team", "tagValue", place.twin().marker().of("limited"));
    }

    private static Map<String, Object> newLimit(Map<String, ?> scope) {
        return Map.of("scope", scope, "kind", "tokens", "windowSeconds", 60, "amount", 1_000, "enabled", false);
    }

    private static Map<String, Object> newBudget(Place place, Map<String, ?> scope) {
        return Map.of(
                "scope",
                scope,
                "name",
                place.twin().marker().of("budget"),
                "amount",
                "100",
                "period",
                "month",
                "timeZone",
                "Asia/Seoul",
                "enforcement",
                "hard",
                "thresholds",
                List.of(80),
                "enabled",
                false);
    }

    /** The first one, which the settler made. */
    private UsageLimit limitOf(Place place) {
        return maru.bean(LimitService.class).list(settler.owner(place.twin(), null)).stream()
                .map(LimitUse::limit)
                .min(Comparator.comparing(limit -> limit.id().toString()))
                .orElseThrow();
    }

    private Budget budgetOf(Place place) {
        return maru.bean(BudgetService.class).list(settler.owner(place.twin(), null)).stream()
                .map(BudgetUse::budget)
                .min(Comparator.comparing(budget -> budget.id().toString()))
                .orElseThrow();
    }

    private String limit(Place place) {
        return limitOf(place).id().toString();
    }

    private String budget(Place place) {
        return budgetOf(place).id().toString();
    }

    private String freshLimit(Place place) {
        return settler.limit(settler.owner(place.twin(), null), place.twin().marker())
                .toString();
    }

    private String freshBudget(Place place) {
        return settler.budget(settler.owner(place.twin(), null), place.twin().marker())
                .toString();
    }
}
