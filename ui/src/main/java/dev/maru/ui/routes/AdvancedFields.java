package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.gateway.route.RoutePlan.Order;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What few routes need: a sticky choice, retries, patience and times of their own. Times are in seconds here. */
final class AdvancedFields extends Details {
    private static final String TAG = "tag:";
    private static final double MILLIS = 1_000;

    private final Select<String> sticky = new Select<>();
    private final TextField stickyTag = new TextField(t("routes.sticky.tag-name"));
    private final IntegerField tries = whole("routes.tries", t("routes.tries"), 5);
    private final IntegerField most = whole("routes.most", t("routes.most"), 10);
    private final NumberField patience = seconds(t("routes.patience"), t("routes.patience.help"));
    private final NumberField first = seconds(t("routes.first-token"), t("routes.time.usual"));
    private final NumberField idle = seconds(t("routes.idle"), t("routes.time.usual"));
    private final NumberField total = seconds(t("routes.total"), t("routes.time.usual"));

    AdvancedFields(Runnable changed) {
        super(t("routes.advanced"));
        sticky.setLabel(t("routes.sticky"));
        sticky.setItems("", "user", "session", TAG);
        sticky.setItemLabelGenerator(
                value -> t("routes.sticky." + (value.isEmpty() ? "none" : value.equals(TAG) ? "tag" : value)));
        sticky.setHelperText(t("routes.sticky.help"));
        stickyTag.setAllowedCharPattern("[A-Za-z0-9_.-]");
        stickyTag.setValueChangeMode(ValueChangeMode.LAZY);
        tries.setHelperText(t("routes.tries.help"));
        most.setHelperText(t("routes.most.help"));
        var grid = new Div(sticky, stickyTag, tries, most, patience, first, idle, total);
        grid.addClassName("maru-form-grid");
        add(grid);
        sticky.addValueChangeListener(event -> {
            stickyTag.setVisible(TAG.equals(event.getValue()));
            changed.run();
        });
        stickyTag.addValueChangeListener(event -> changed.run());
        Stream.of(tries, most).forEach(field -> field.addValueChangeListener(event -> changed.run()));
        Stream.of(patience, first, idle, total).forEach(field -> field.addValueChangeListener(event -> changed.run()));
    }

    private static IntegerField whole(String id, String label, int most) {
        var field = new IntegerField(label);
        field.setId(id.replace('.', '-'));
        field.setMin(1);
        field.setMax(most);
        field.setStepButtonsVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        return field;
    }

    private static NumberField seconds(String label, String help) {
        var field = new NumberField(label);
        field.setMin(0);
        field.setStep(0.001);
        field.setSuffixComponent(new Span(t("routes.seconds")));
        field.setHelperText(help);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        return field;
    }

    void show(RoutePlan plan) {
        var by = plan.sticky() == null ? "" : plan.sticky();
        sticky.setValue(by.startsWith(TAG) ? TAG : by);
        stickyTag.setValue(by.startsWith(TAG) ? by.substring(TAG.length()) : "");
        stickyTag.setVisible(by.startsWith(TAG));
        tries.setValue(plan.tries());
        most.setValue(plan.mostAttempts());
        patience.setValue(plan.patienceMs() / MILLIS);
        first.setValue(seconds(plan.firstTokenMs()));
        idle.setValue(seconds(plan.idleMs()));
        total.setValue(seconds(plan.totalMs()));
        setOpened(!plan.equals(RoutePlan.of(plan.order(), plan.targets())));
    }

    /** Throws "invalid request" if a number is out of its bounds. */
    RoutePlan plan(Order order, List<RoutePlan.Target> targets) {
        var wait = millis(patience);
        return new RoutePlan(
                order,
                sticky(),
                targets,
                tries.getValue() == null ? 0 : tries.getValue(),
                most.getValue() == null ? 0 : most.getValue(),
                wait == null ? 0 : wait,
                millis(first),
                millis(idle),
                millis(total));
    }

    private @Nullable String sticky() {
        var by = sticky.getValue();
        return by.isEmpty() ? null : by.equals(TAG) ? TAG + stickyTag.getValue() : by;
    }

    private static @Nullable Double seconds(@Nullable Long millis) {
        return millis == null ? null : millis / MILLIS;
    }

    private static @Nullable Long millis(NumberField field) {
        return field.getValue() == null ? null : Math.round(field.getValue() * MILLIS);
    }
}
