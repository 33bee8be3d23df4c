package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.gateway.route.Condition;
import dev.maru.gateway.route.FailureClass;
import dev.maru.gateway.route.RoutePlan.Target;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One target: its model, its weight, when it gets a call, and after which failures alone. */
final class TargetRow extends ListItem {
    private static final List<FailureClass> LEADING = Stream.of(FailureClass.values())
            .filter(failure -> failure != FailureClass.REQUEST && failure != FailureClass.OWN)
            .toList();

    /** What a row asks of the list it stands in. */
    interface Place {
        void changed();

        void move(TargetRow row, int by);

        void remove(TargetRow row);
    }

    private final Place place;
    private final Span number = new Span();
    private final ComboBox<String> model = new ComboBox<>();
    private final IntegerField weight = new IntegerField();
    private final Div conditions = new Div();
    private final List<ConditionRow> rows = new ArrayList<>();
    private final MultiSelectComboBox<FailureClass> after = new MultiSelectComboBox<>(t("routes.after"));
    private final Button addAfter;
    private final Button up;
    private final Button down;
    private final Button remove;
    private boolean weighted;

    /** @param target null: still to be filled in */
    TargetRow(List<String> models, @Nullable Target target, Place place) {
        this.place = place;
        addClassName("maru-route-target");
        number.addClassName("maru-route-number");
        model.setPlaceholder(t("routes.target.model"));
        model.setItems(models);
        model.setAllowCustomValue(true);
        model.addCustomValueSetListener(
                event -> model.setValue(event.getDetail().strip()));
        model.addClassName("maru-grow");
        model.setRequired(true);
        weight.setMin(0);
        weight.setMax(1_000);
        weight.setPrefixComponent(new Span(t("routes.weight")));
        weight.setValue(1);
        weight.setValueChangeMode(ValueChangeMode.LAZY);
        weight.addClassName("maru-share");
        after.setItems(LEADING);
        after.setItemLabelGenerator(RouteTexts::failure);
        after.setHelperText(t("routes.after.help"));
        after.setWidthFull();
        up = Buttons.icon("", Glyph.UP, () -> place.move(this, -1));
        down = Buttons.icon("", Glyph.DOWNWARD, () -> place.move(this, 1));
        remove = Buttons.icon("", Glyph.CLOSE, () -> place.remove(this));
        addAfter = Buttons.quiet(t("routes.after.add"), Glyph.SPLIT, () -> {
            after.setVisible(true);
            after.focus();
            showAfter();
        });
        conditions.addClassName("maru-stack-tight");
        if (target != null) {
            model.setValue(target.model());
            weight.setValue(target.weight());
            after.setValue(target.onlyAfter());
            target.when().forEach(this::addCondition);
        }
        after.setVisible(!after.isEmpty());
        showAfter();
        listen();
        add(head(), conditions, after, more());
        // The same as the buttons, for hands that stay on the keys.
        Shortcuts.addShortcutListener(this, () -> place.move(this, -1), Key.ARROW_UP, KeyModifier.ALT)
                .listenOn(this);
        Shortcuts.addShortcutListener(this, () -> place.move(this, 1), Key.ARROW_DOWN, KeyModifier.ALT)
                .listenOn(this);
    }

    private void listen() {
        model.addValueChangeListener(event -> place.changed());
        weight.addValueChangeListener(event -> place.changed());
        after.addValueChangeListener(event -> {
            showAfter();
            place.changed();
        });
    }

    private Div head() {
        var buttons = new Span(up, down, remove);
        buttons.addClassName("maru-route-buttons");
        var head = new Div(number, model, weight, buttons);
        head.addClassName("maru-route-head");
        return head;
    }

    private Div more() {
        var more = new Div(
                Buttons.quiet(t("routes.condition.add"), Glyph.ADD, () -> {
                    addCondition(null);
                    place.changed();
                }),
                addAfter);
        more.addClassName("maru-actions");
        return more;
    }

    private void addCondition(@Nullable Condition condition) {
        var row = new ConditionRow(condition, place::changed, gone -> {
            rows.remove(gone);
            conditions.remove(gone);
            place.changed();
        });
        rows.add(row);
        conditions.add(row);
    }

    private void showAfter() {
        addAfter.setVisible(!after.isVisible());
        // One that stands for failures alone is never drawn by weight.
        weight.setVisible(weighted && (after.isEmpty() || !after.isVisible()));
    }

    /** Where it stands, and what its fields are called because of that. */
    void standsAt(int index, int of, boolean weighted) {
        int place = index + 1;
        number.setText(String.valueOf(place));
        model.setAriaLabel(t("routes.target.model.of", place));
        weight.setAriaLabel(t("routes.target.weight.of", place));
        this.weighted = weighted;
        showAfter();
        up.setEnabled(index > 0);
        down.setEnabled(index < of - 1);
        remove.setEnabled(of > 1);
        name(up, t("routes.target.up", place));
        name(down, t("routes.target.down", place));
        name(remove, t("routes.target.remove", place));
    }

    private static void name(Button button, String name) {
        button.setAriaLabel(name);
        button.setTooltipText(name);
    }

    void focusMove(int by) {
        var wanted = by < 0 ? up : down;
        (wanted.isEnabled() ? wanted : by < 0 ? down : up).focus();
    }

    String model() {
        return model.getValue() == null ? "" : model.getValue().strip();
    }

    /** Throws "invalid request" if something is missing. */
    Target target() {
        int share = weight.getValue() == null ? 0 : weight.getValue();
        return new Target(
                model(),
                share,
                rows.stream().map(ConditionRow::condition).toList(),
                after.isVisible() ? after.getValue() : Set.of());
    }
}
