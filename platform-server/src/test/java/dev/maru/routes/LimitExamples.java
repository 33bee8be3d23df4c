package dev.maru.routes;

import static dev.maru.routes.Example.plain;

import dev.maru.core.id.BudgetId;
import dev.maru.core.id.Ids;
import dev.maru.core.id.TenantId;
import dev.maru.e2e.RunningMaru;
import dev.maru.gateway.budget.Budget;
import dev.maru.gateway.budget.BudgetData;
import dev.maru.gateway.budget.BudgetPeriod;
import dev.maru.gateway.budget.BudgetService;
import dev.maru.gateway.limit.LimitKind;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.gateway.limit.LimitService;
import dev.maru.gateway.limit.UsageLimit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Limits and budgets: switched off, so that they refuse no call of other examples. */
final class LimitExamples {
    private static final String LIMITS = "/api/tenants/{tenant}/limits";
    private static final String BUDGETS = "/api/tenants/{tenant}/budgets";

    private final RunningMaru maru;
    private final Settler settler;
    private final Map<TenantId, String> limits = new ConcurrentHashMap<>();
    private final Map<TenantId, String> budgets = new ConcurrentHashMap<>();

    LimitExamples(RunningMaru maru, Settler settler) {
        this.maru = maru;
        this.settler = settler;
    }

    void addTo(Examples examples) {
        examples.add("GET " + LIMITS, plain().query(this::withALimit).shows("limited"))
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
                                .body(place -> Map.of("version", limitVersion(place), "amount", 7))
                                .shows("limited"))
                .add("DELETE " + LIMITS + "/{id}", plain().at("id", this::limit).spare("id", this::freshLimit))
                .add("GET " + BUDGETS, plain().query(this::withABudget).shows("budget"))
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
                                .body(place -> Map.of("version", budgetVersion(place), "amount", "7.5"))
                                .shows("budget"))
                .add(
                        "DELETE " + BUDGETS + "/{id}",
                        plain().at("id", this::budget).spare("id", this::freshBudget))
                // No dead instance holds anything of it.
                .add(
                        "POST " + BUDGETS + "/{id}/leases/{instance}/write-off",
                        plain().at("id", this::budget)
                                .at("instance", place -> Ids.timeOrdered().toString())
                                .answers(409));
    }

    private static Map<String, Object> tagged(Place place) {
        return Map.of("tagName", "team", "tagValue", place.twin().marker().of("limited"));
    }

    private static LimitScope scope(Place place) {
        return new LimitScope(
                null, null, null, null, "team", place.twin().marker().of("limited"));
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

    private String withALimit(Place place) {
        return "made=" + limit(place);
    }

    private String withABudget(Place place) {
        return "made=" + budget(place);
    }

    private String limit(Place place) {
        return limits.computeIfAbsent(place.twin().tenant(), tenant -> freshLimit(place));
    }

    private String budget(Place place) {
        return budgets.computeIfAbsent(place.twin().tenant(), tenant -> freshBudget(place));
    }

    private long limitVersion(Place place) {
        return maru.bean(LimitService.class).list(settler.owner(place.twin(), null)).stream()
                .filter(use -> use.limit().id().toString().equals(limit(place)))
                .findFirst()
                .orElseThrow()
                .limit()
                .version();
    }

    private long budgetVersion(Place place) {
        return maru.bean(BudgetService.class)
                .get(settler.owner(place.twin(), null), BudgetId.parse(budget(place)))
                .budget()
                .version();
    }

    private String freshLimit(Place place) {
        UsageLimit made = maru.bean(LimitService.class)
                .create(
                        settler.owner(place.twin(), null),
                        scope(place),
                        LimitKind.REQUESTS,
                        Duration.ofMinutes(1),
                        10,
                        false)
                .limit();
        return made.id().toString();
    }

    private String freshBudget(Place place) {
        Budget made = maru.bean(BudgetService.class)
                .create(
                        settler.owner(place.twin(), null),
                        scope(place),
                        BudgetPeriod.MONTH,
                        ZoneOffset.UTC,
                        new BudgetData(place.twin().marker().of("budget"), BigDecimal.TEN, true, List.of(), false))
                .budget();
        return made.id().toString();
    }
}
