package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.ModelScore;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.Place;
import java.time.LocalDate;

/** Enters what a benchmark said of a model. */
final class ScoreDialog extends FormDialog {
    private final ComboBox<String> benchmark = new ComboBox<>(t("models.score.benchmark"));
    private final BigDecimalField value = new BigDecimalField(t("models.score.number"));
    private final TextField source = new TextField(t("models.score.address"));
    private final DatePicker asOf = new DatePicker(t("models.score.as-of"));

    ScoreDialog(Place place, ModelTools tools, CatalogModel model) {
        super(t("models.score.add"), t("models.score.add.text"));
        benchmark.setItems("mt-bench", "arena");
        benchmark.setValue("mt-bench");
        benchmark.setAllowCustomValue(true);
        benchmark.addCustomValueSetListener(event -> benchmark.setValue(event.getDetail()));
        source.setPlaceholder("https://");
        asOf.setValue(LocalDate.now(tools.clock()));
        field("benchmark", benchmark);
        field("value", value);
        field("source", source);
        field("asOf", asOf);
        submit(t("dialog.save"), () -> {
            tools.catalog().putScore(place.caller(), model.id(), score());
            close();
            Notices.success(t("models.edit.saved"));
        });
    }

    private ModelScore score() {
        var number = value.getValue();
        var day = asOf.getValue();
        if (number == null) {
            throw PlatformException.invalid("value", "is needed");
        }
        if (day == null) {
            throw PlatformException.invalid("asOf", "is needed");
        }
        var name = benchmark.getValue();
        return new ModelScore(
                name == null ? "" : name.strip(), number, source.getValue().strip(), day);
    }
}
