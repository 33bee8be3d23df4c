package dev.maru.ui.calls;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.budget.BudgetService;
import dev.maru.gateway.call.CallDetail;
import dev.maru.gateway.limit.CallSketch;
import dev.maru.gateway.limit.LimitService;
import dev.maru.ui.limits.LimitTexts;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Leads from a call that was refused to the limit or budget that its error names, or to all that hold for it. */
@org.springframework.stereotype.Component
record Refusals(LimitService limits, BudgetService budgets) {
    private static final String LIMIT = "rate_limit_exceeded";
    private static final String BUDGET = "budget_exhausted";

    Optional<Component> link(Place place, CallDetail detail) {
        var call = detail.call();
        var sentence = detail.errorMessage();
        // A provider's own limit has the same code, but was met by an attempt.
        var limited = LIMIT.equals(call.errorCode()) && call.attempts() == 0;
        var spent = BUDGET.equals(call.errorCode());
        if (sentence == null || !limited && !spent || !place.mayInTenant(Permission.READ_USAGE)) {
            return Optional.empty();
        }
        var caller = place.caller();
        var model = call.model() == null ? call.requestedModel() : call.model();
        var sketch = new CallSketch(caller.project(), call.apiKeyId(), call.userId(), Set.of(model), detail.tags());
        var asked = asked(detail, model);
        if (spent) {
            return budgets.refusing(caller, sketch, sentence)
                    .<Component>map(budget -> new Anchor(
                            place.inTenant("budgets?budget=" + budget.id()), t("calls.refused.budget", budget.name())))
                    .or(() -> all(place, detail, asked));
        }
        return limits.refusing(caller, sketch, sentence)
                .<Component>map(limit -> new Anchor(
                        place.inTenant("limits")
                                + asked.with("limit", limit.id().toString()).suffix(),
                        t("calls.refused.limit", LimitTexts.words(limit))))
                .or(() -> all(place, detail, asked));
    }

    private static Optional<Component> all(Place place, CallDetail detail, Query asked) {
        return detail.call().apiKeyId() == null
                ? Optional.empty()
                : Optional.of(new Anchor(place.inTenant("limits") + asked.suffix(), t("calls.refused.all")));
    }

    private static Query asked(CallDetail detail, String model) {
        var key = detail.call().apiKeyId();
        var tags = detail.tags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(","));
        return key == null
                ? Query.none()
                : Query.none().with("key", key.toString()).with("model", model).with("tags", tags);
    }
}
