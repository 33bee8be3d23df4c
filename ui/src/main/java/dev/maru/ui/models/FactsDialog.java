package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.ModelChange;
import dev.maru.gateway.catalog.ModelFacts;
import dev.maru.gateway.catalog.ModelFeature;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes what the catalogue says of a model. */
final class FactsDialog extends FormDialog {
    private final TextField name = new TextField(t("models.name"));
    private final TextField description = new TextField(t("models.description"));
    private final IntegerField context = new IntegerField(t("models.context"));
    private final IntegerField output = new IntegerField(t("models.output"));
    private final MultiSelectComboBox<String> features = choice(t("models.features"), "feature.");
    private final MultiSelectComboBox<String> inputs = choice(t("models.inputs"), "modality.");
    private final MultiSelectComboBox<String> outputs = choice(t("models.outputs"), "modality.");
    private final DatePicker released = new DatePicker(t("models.released-on"));
    private final DatePicker deprecated = new DatePicker(t("models.deprecated-on"));
    private final DatePicker retires = new DatePicker(t("models.retires-on"));

    FactsDialog(Place place, ModelTools tools, CatalogModel model) {
        super(t("models.edit.title", model.name()), t("models.edit.text"));
        setWidth("min(680px, 96vw)");
        features.setItems(ModelFeature.wireNames());
        inputs.setItems(ModelFacts.MODALITIES);
        outputs.setItems(ModelFacts.MODALITIES);
        show(model);
        field("name", name);
        field("description", description);
        field("contextWindow", context);
        field("maxOutputTokens", output);
        field("features", features);
        field("inputs", inputs);
        field("outputs", outputs);
        var form =
                new Div(name, description, context, output, inputs, outputs, features, released, deprecated, retires);
        form.addClassName("maru-form-grid");
        content(form);
        submit(t("dialog.save"), () -> {
            tools.catalog().update(place.caller(), model.id(), change(model));
            close();
            Notices.success(t("models.edit.saved"));
        });
    }

    private void show(CatalogModel model) {
        var facts = model.facts();
        name.setValue(model.name());
        description.setValue(model.description());
        context.setValue(model.contextWindow());
        output.setValue(model.maxOutputTokens());
        features.setValue(known(model.features(), ModelFeature.wireNames()));
        inputs.setValue(known(facts.inputs(), ModelFacts.MODALITIES));
        outputs.setValue(known(facts.outputs(), ModelFacts.MODALITIES));
        released.setValue(facts.releasedOn());
        deprecated.setValue(facts.deprecatedOn());
        retires.setValue(facts.retiresOn());
    }

    private static Set<String> known(List<String> words, List<String> vocabulary) {
        var known = new LinkedHashSet<>(words);
        known.retainAll(vocabulary);
        return known;
    }

    private ModelChange change(CatalogModel model) {
        return new ModelChange(
                model.version(),
                name.getValue(),
                changed(context.getValue(), model.contextWindow()),
                changed(output.getValue(), model.maxOutputTokens()),
                features.getValue().equals(Set.copyOf(model.features())) ? null : List.copyOf(features.getValue()),
                description.getValue(),
                null,
                changed(
                        new ModelFacts(
                                ordered(inputs.getValue()),
                                ordered(outputs.getValue()),
                                released.getValue(),
                                deprecated.getValue(),
                                retires.getValue()),
                        model.facts()));
    }

    private static List<String> ordered(Set<String> words) {
        return ModelFacts.MODALITIES.stream().filter(words::contains).toList();
    }

    /** What nobody touched stays with the price book. */
    private static <T> @Nullable T changed(@Nullable T entered, @Nullable T shown) {
        return entered == null || entered.equals(shown) ? null : entered;
    }

    private static MultiSelectComboBox<String> choice(String label, String prefix) {
        var box = new MultiSelectComboBox<String>(label);
        box.setItemLabelGenerator(word -> t(prefix + word));
        box.setAutoExpand(MultiSelectComboBox.AutoExpandMode.VERTICAL);
        return box;
    }
}
