package dev.maru.ui.keys;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.access.ApiKey;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.budget.Allowance;
import dev.maru.gateway.limit.CallSketch;
import dev.maru.ui.component.Meter;
import dev.maru.ui.limits.LimitTexts;
import dev.maru.ui.shell.Place;
import java.util.Map;
import java.util.Set;

/** What would stop a key first, and how many limits and budgets hold for it. */
final class KeyAllowance extends Div {
    KeyAllowance(Place place, Allowance all, String currency, ApiKey key) {
        addClassNames("maru-cell-two", "maru-small");
        var holding = all.holdingFor(new CallSketch(key.project(), key.id(), null, Set.of(), Map.of()));
        var bound = holding.binding();
        if (bound.isEmpty()) {
            add(new Span(t("keys.unlimited")));
        } else {
            var left = LimitTexts.left(bound.get(), currency);
            var words = LimitTexts.words(bound.get(), currency);
            add(
                    new Span(words),
                    Meter.left(t("keys.allowance", words, left), bound.get().shareLeft()),
                    new Span(left));
        }
        if (place.mayInTenant(Permission.READ_USAGE)) {
            int count = holding.limits().size() + holding.budgets().size();
            add(new Anchor(
                    place.inTenant("limits?key=" + key.id()),
                    count == 0 ? t("keys.allowance.set", key.data().name()) : t("keys.allowance.all", count)));
        }
    }
}
