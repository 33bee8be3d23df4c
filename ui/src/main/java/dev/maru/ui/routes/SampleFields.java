package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.t;
import static dev.maru.ui.i18n.Texts.tOr;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.gateway.route.FailureClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The made-up call that a route is tried with, and what happens to it at each target. */
final class SampleFields extends Div {
    private static final String ANSWERS = "";
    private static final int TYPING_PAUSE_MILLIS = 300;

    private final TextArea text = new TextArea(t("routes.sample.text"));
    private final TextField tags = new TextField(t("routes.sample.tags"));
    private final MultiSelectComboBox<String> features = new MultiSelectComboBox<>(t("routes.sample.features"));
    private final MultiSelectComboBox<String> inputs = new MultiSelectComboBox<>(t("routes.sample.inputs"));
    private final Select<String> effort = new Select<>();
    private final H3 happens = new H3(t("routes.sample.happens"));
    private final Div outcomes = new Div();
    private final Map<String, FailureClass> failures;
    private final Runnable changed;
    private List<String> shown = List.of();

    SampleFields(Sample sample, Runnable changed) {
        this.changed = changed;
        failures = new LinkedHashMap<>(sample.failures());
        addClassName("maru-stack");
        text.setId("sample-text");
        text.setPlaceholder(t("routes.sample.text.example"));
        text.setMinRows(2);
        text.setMaxRows(6);
        text.setValue(sample.text());
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        tags.setPlaceholder("team=search");
        tags.setValue(sample.tags());
        tags.setValueChangeMode(ValueChangeMode.LAZY);
        tags.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        offer(features, "routes.feature.", List.of("tools", "structured-output", "stream"), sample.features());
        offer(inputs, "routes.modality.", List.of("text", "image", "audio", "file"), sample.inputs());
        inputs.setPlaceholder(t("routes.modality.text"));
        var efforts = new ArrayList<>(List.of("", "minimal", "low", "medium", "high"));
        if (sample.effort() != null && !efforts.contains(sample.effort())) {
            efforts.add(sample.effort());
        }
        effort.setLabel(t("routes.sample.effort"));
        effort.setItems(efforts);
        effort.setItemLabelGenerator(
                value -> value.isEmpty() ? t("routes.effort.none") : tOr("routes.effort." + value, value));
        effort.setValue(sample.effort() == null ? "" : sample.effort());
        for (var field : List.of(text, tags)) {
            field.setWidthFull();
            field.addValueChangeListener(event -> changed.run());
        }
        effort.addValueChangeListener(event -> changed.run());
        outcomes.addClassName("maru-route-outcomes");
        var grid = new Div(tags, effort, features, inputs);
        grid.addClassName("maru-form-grid");
        happens.setVisible(false);
        add(text, grid, happens, outcomes);
    }

    private void offer(MultiSelectComboBox<String> field, String prefix, List<String> values, Set<String> chosen) {
        var all = new LinkedHashSet<>(values);
        all.addAll(chosen);
        field.setItems(all);
        field.setItemLabelGenerator(value -> tOr(prefix + value, value));
        field.setValue(chosen);
        field.addValueChangeListener(event -> changed.run());
    }

    /** One choice for each of these models; what was chosen for one that is still there stays. */
    void models(List<String> models) {
        if (models.equals(shown)) {
            return;
        }
        shown = List.copyOf(models);
        outcomes.removeAll();
        happens.setVisible(!models.isEmpty());
        outcomes.setVisible(!models.isEmpty());
        models.forEach(model -> outcomes.add(outcome(model)));
    }

    private Select<String> outcome(String model) {
        var kinds = new ArrayList<String>();
        kinds.add(ANSWERS);
        for (var failure : FailureClass.values()) {
            if (failure != FailureClass.OWN) {
                kinds.add(failure.wireName());
            }
        }
        var select = new Select<String>();
        select.setLabel(model);
        select.setItems(kinds);
        select.setItemLabelGenerator(kind -> kind.isEmpty() ? t("routes.sample.answers") : RouteTexts.failure(kind));
        var failure = failures.get(model);
        select.setValue(failure == null ? ANSWERS : failure.wireName());
        select.addValueChangeListener(event -> {
            if (event.getValue().isEmpty()) {
                failures.remove(model);
            } else {
                failures.put(model, FailureClass.ofWireName(event.getValue()));
            }
            changed.run();
        });
        return select;
    }

    Sample sample() {
        var present = new LinkedHashMap<>(failures);
        present.keySet().retainAll(shown);
        return new Sample(text.getValue(), tags.getValue(), features.getValue(), inputs.getValue(), effort(), present);
    }

    private @Nullable String effort() {
        return effort.getValue() == null || effort.getValue().isEmpty() ? null : effort.getValue();
    }
}
