package dev.maru.ui.cache;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import dev.maru.gateway.cache.CachePolicy;
import dev.maru.gateway.cache.CachePolicy.Mode;
import dev.maru.gateway.cache.CachePolicy.Scope;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.ModelFeature;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Decides how a project caches answers. */
final class CacheDialog extends FormDialog {
    private static final List<Duration> TIMES = List.of(
            Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

    private final RadioButtonGroup<Mode> mode = new RadioButtonGroup<>(t("cache.mode"));
    private final ComboBox<String> model = new ComboBox<>(t("cache.model"));
    private final BigDecimalField similarity = new BigDecimalField(t("cache.similarity"));
    private final Select<Duration> ttl = new Select<>();
    private final RadioButtonGroup<Scope> scope = new RadioButtonGroup<>(t("cache.scope"));
    private final Checkbox onRequest = new Checkbox(t("cache.when.asked"));

    CacheDialog(Place place, CacheTools tools, CachePolicy policy, Runnable done) {
        super(t("cache.change.title"), t("cache.change.text"));
        mode.setItems(Mode.values());
        mode.setItemLabelGenerator(value -> t("cache.mode." + value.wireName()));
        mode.addThemeName("vertical");
        mode.setValue(policy.mode() == Mode.OFF ? Mode.EXACT : policy.mode());
        mode.addValueChangeListener(event -> showWhatMatters());
        model.setItems(models(tools.catalog().models(place.caller())));
        model.setHelperText(t("cache.model.help"));
        model.setValue(policy.embeddingModel());
        similarity.setHelperText(t("cache.similarity.help"));
        similarity.setValue(policy.minSimilarity());
        ttl.setLabel(t("cache.ttl"));
        ttl.setItems(times(policy.ttl()));
        ttl.setItemLabelGenerator(Formats.current()::duration);
        ttl.setValue(policy.ttl());
        scope.setItems(Scope.values());
        scope.setItemLabelGenerator(value -> t("cache.scope." + value.wireName()));
        scope.addThemeName("vertical");
        scope.setValue(policy.scope());
        onRequest.setValue(policy.onRequest());
        field("mode", mode);
        field("embeddingModel", model);
        field("minSimilarity", similarity);
        field("ttlSeconds", ttl);
        field("scope", scope);
        field("onRequest", onRequest);
        showWhatMatters();
        submit(t("dialog.save"), () -> {
            tools.cache().set(place.caller(), wanted(policy));
            close();
            done.run();
            Notices.success(t("cache.changed"));
        });
    }

    private CachePolicy wanted(CachePolicy read) {
        return new CachePolicy(
                mode.getValue(),
                onRequest.getValue(),
                ttl.getValue(),
                scope.getValue(),
                model.getValue(),
                Objects.requireNonNullElse(similarity.getValue(), CachePolicy.OFF.minSimilarity()),
                read.version());
    }

    private void showWhatMatters() {
        var semantic = mode.getValue() == Mode.SEMANTIC;
        var on = mode.getValue() != Mode.OFF;
        model.setVisible(semantic);
        similarity.setVisible(semantic);
        ttl.setVisible(on);
        scope.setVisible(on);
        onRequest.setVisible(on);
    }

    private static List<Duration> times(Duration set) {
        var times = new ArrayList<>(TIMES);
        if (!times.contains(set)) {
            times.add(set);
            times.sort(Comparator.naturalOrder());
        }
        return times;
    }

    /** Those that are known to make vectors first; of others nobody may have said what they can do. */
    private static List<String> models(List<CatalogModel> models) {
        var embeddings = ModelFeature.EMBEDDINGS.wireName();
        return models.stream()
                .filter(CatalogModel::enabled)
                .sorted(Comparator.comparing(
                                (CatalogModel model) -> !model.features().contains(embeddings))
                        .thenComparing(CatalogModel::qualifiedName))
                .map(CatalogModel::qualifiedName)
                .toList();
    }
}
