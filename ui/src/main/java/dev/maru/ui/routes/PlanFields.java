package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.gateway.route.RoutePlan.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route's plan as fields: what is shown is what {@link #plan} gives back. */
final class PlanFields extends Div {
    private final RadioButtonGroup<Order> order = new RadioButtonGroup<>(t("routes.order"));
    private final TargetFields targets;
    private final AdvancedFields advanced;
    private final Runnable changed;
    private boolean showing;

    PlanFields(List<String> models, Runnable changed) {
        this.changed = changed;
        addClassName("maru-stack");
        targets = new TargetFields(models, this::changed);
        advanced = new AdvancedFields(this::changed);
        order.setId("route-order");
        order.addClassName("maru-route-orders");
        order.setItems(Order.values());
        order.setRenderer(new ComponentRenderer<>(PlanFields::explained));
        order.setValue(Order.LISTED);
        order.addValueChangeListener(event -> {
            targets.weighted(event.getValue() == Order.WEIGHTED);
            changed();
        });
        add(order, targets, advanced);
    }

    private static Component explained(Order each) {
        var name = new Span(RouteTexts.order(each));
        name.addClassName("maru-step-title");
        var sentence = new Span(t("routes.order.help." + each.wireName()));
        sentence.addClassNames("maru-quiet", "maru-small");
        var text = new Div(name, sentence);
        text.addClassName("maru-cell-two");
        return text;
    }

    private void changed() {
        if (!showing) {
            changed.run();
        }
    }

    /** @param plan null: an empty one with the usual settings */
    void show(@Nullable RoutePlan plan) {
        showing = true;
        order.setValue(plan == null ? Order.LISTED : plan.order());
        targets.weighted(order.getValue() == Order.WEIGHTED);
        targets.show(plan == null ? List.of() : plan.targets());
        advanced.show(plan == null ? usual() : plan);
        showing = false;
    }

    private static RoutePlan usual() {
        return RoutePlan.of(Order.LISTED, List.of(RoutePlan.Target.of("any")));
    }

    /** Throws "invalid request", naming the field, while something is missing. */
    RoutePlan plan() {
        return advanced.plan(order.getValue(), targets.targets());
    }

    List<String> models() {
        return targets.models();
    }
}
