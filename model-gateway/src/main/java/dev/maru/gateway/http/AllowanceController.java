package dev.maru.gateway.http;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.budget.Allowance;
import dev.maru.gateway.budget.Allowance.Bound;
import dev.maru.gateway.budget.AllowanceService;
import dev.maru.gateway.limit.CallSketch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What would stop a call. */
@RestController
@RequestMapping("/api/tenants/{tenant}/limits/effective")
class AllowanceController {
    private final AllowanceService allowances;

    AllowanceController(AllowanceService allowances) {
        this.allowances = allowances;
    }

    /**
     * The one with the smallest share left.
     *
     * @param kind limit or budget
     */
    record WireBinding(String kind, String id, double shareLeft) {
        static WireBinding of(Bound bound) {
            return switch (bound) {
                case Bound.OfLimit(var use) ->
                    new WireBinding("limit", use.limit().id().toString(), bound.shareLeft());
                case Bound.OfBudget(var use) ->
                    new WireBinding("budget", use.budget().id().toString(), bound.shareLeft());
            };
        }
    }

    /** @param binding null if nothing holds */
    record WireAllowance(
            @Nullable WireBinding binding,
            List<LimitController.WireLimit> limits,
            List<BudgetController.WireBudget> budgets) {
        static WireAllowance of(Allowance allowance) {
            return new WireAllowance(
                    allowance.binding().map(WireBinding::of).orElse(null),
                    allowance.limits().stream()
                            .map(LimitController.WireLimit::of)
                            .toList(),
                    allowance.budgets().stream()
                            .map(BudgetController.WireBudget::of)
                            .toList());
        }
    }

    @GetMapping
    WireAllowance effective(
            Caller caller,
            @RequestParam(required = false) @Nullable String project,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String member,
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable List<String> tag) {
        var scope = WireScope.scope(new WireScope(project, key, member, model, null, null));
        var call = new CallSketch(
                scope.project(),
                scope.apiKey(),
                scope.member(),
                scope.model() == null ? Set.of() : Set.of(scope.model()),
                tags(tag == null ? List.of() : tag));
        return WireAllowance.of(allowances.current(caller).holdingFor(call));
    }

    private static Map<String, String> tags(List<String> given) {
        var tags = new LinkedHashMap<String, String>();
        for (var each : given) {
            int at = each.indexOf('=');
            if (at < 1) {
                throw PlatformException.invalid("tag", "write name=value");
            }
            tags.put(each.substring(0, at), each.substring(at + 1));
        }
        return tags;
    }
}
