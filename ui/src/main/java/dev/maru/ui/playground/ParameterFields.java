package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.prompts.content.JsonValue;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters, tools and answer format of one column: what stands here is what is sent. */
final class ParameterFields extends Div {
    private static final List<String> EFFORTS = List.of("none", "minimal", "low", "medium", "high");
    private static final int TYPING_PAUSE_MILLIS = 300;

    private final NumberField temperature = new NumberField(t("play.temperature"));
    private final IntegerField maxTokens = new IntegerField(t("play.max-tokens"));
    private final NumberField topP = new NumberField(t("play.top-p"));
    private final TextField seed = new TextField(t("play.seed"));
    private final TextArea stop = new TextArea(t("play.stop-sequences"));
    private final ComboBox<String> effort = new ComboBox<>(t("play.effort"));
    private final TextArea tools = json("tools", t("play.tools"), t("play.tools.help"));
    private final TextArea format = json("format", t("play.format"), t("play.format.help"));
    private final TextArea extras = json("extras", t("play.extras"), t("play.extras.help"));
    private final Map<ColumnConfig.Field, HasValidationProperties> fields = new EnumMap<>(ColumnConfig.Field.class);
    private final Runnable changed;
    private final String limitName;

    ParameterFields(ColumnConfig config, Runnable changed) {
        this.changed = changed;
        this.limitName = config.limitName();
        addClassName("maru-stack");
        show(config);
        prepare();
        var grid = new Div(temperature, maxTokens, topP, seed, effort, stop);
        grid.addClassName("maru-play-numbers");
        add(
                details("parameters", t("play.parameters"), grid, hasParameters(config)),
                details("tools", t("play.tools.title"), tools, !config.tools().isEmpty()),
                details(
                        "format",
                        t("play.format.title"),
                        format,
                        !config.responseFormat().isEmpty()),
                details(
                        "extras",
                        t("play.extras.title"),
                        extras,
                        !config.extras().isEmpty()));
        listen(temperature);
        listen(maxTokens);
        listen(topP);
        listen(seed);
        listen(stop);
        listen(effort);
        listen(tools);
        listen(format);
        listen(extras);
    }

    private static boolean hasParameters(ColumnConfig config) {
        return config.temperature() != null
                || config.maxTokens() != null
                || config.topP() != null
                || !(config.seed() + config.stop() + config.effort()).isEmpty();
    }

    private void show(ColumnConfig config) {
        temperature.setValue(number(config.temperature()));
        maxTokens.setValue(config.maxTokens());
        topP.setValue(number(config.topP()));
        seed.setValue(config.seed());
        stop.setValue(config.stop());
        var efforts = EFFORTS.contains(config.effort()) || config.effort().isEmpty()
                ? EFFORTS
                : List.of(config.effort(), "none", "minimal", "low", "medium", "high");
        effort.setItems(efforts);
        effort.setClearButtonVisible(true);
        effort.setValue(config.effort().isEmpty() ? null : config.effort());
        tools.setValue(config.tools());
        format.setValue(config.responseFormat());
        extras.setValue(config.extras());
    }

    private void prepare() {
        temperature.setMin(0);
        temperature.setMax(2);
        temperature.setStep(0.1);
        topP.setMin(0);
        topP.setMax(1);
        topP.setStep(0.05);
        maxTokens.setMin(1);
        // We say ourselves what is wrong, once for all fields.
        temperature.setManualValidation(true);
        topP.setManualValidation(true);
        maxTokens.setManualValidation(true);
        stop.setHelperText(t("play.stop-sequences.help"));
        stop.setMinRows(1);
        stop.setMaxRows(4);
        fields.put(ColumnConfig.Field.TEMPERATURE, temperature);
        fields.put(ColumnConfig.Field.MAX_TOKENS, maxTokens);
        fields.put(ColumnConfig.Field.TOP_P, topP);
        fields.put(ColumnConfig.Field.SEED, seed);
        fields.put(ColumnConfig.Field.STOP, stop);
        fields.put(ColumnConfig.Field.TOOLS, tools);
        fields.put(ColumnConfig.Field.RESPONSE_FORMAT, format);
        fields.put(ColumnConfig.Field.EXTRAS, extras);
    }

    private void listen(AbstractField<?, ?> field) {
        listen((HasValue<?, ?>) field);
    }

    private void listen(HasValue<?, ?> field) {
        field.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                changed.run();
            }
        });
    }

    private static Details details(
            String name, String title, com.vaadin.flow.component.Component content, boolean open) {
        var details = new Details(title, content);
        details.setOpened(open);
        details.setWidthFull();
        details.addClassName("maru-play-" + name);
        return details;
    }

    private static TextArea json(String name, String label, String help) {
        var area = new TextArea(label);
        area.addClassNames("maru-template", "maru-play-json-" + name);
        area.setHelperText(help);
        area.setWidthFull();
        area.setMinRows(3);
        area.setMaxRows(16);
        area.setValueChangeMode(ValueChangeMode.LAZY);
        area.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        return area;
    }

    ColumnConfig config() {
        var limit = maxTokens.getValue();
        var chosen = effort.getValue();
        return new ColumnConfig(
                decimal(temperature.getValue()),
                limit,
                limitName,
                decimal(topP.getValue()),
                seed.getValue(),
                stop.getValue(),
                chosen == null ? "" : chosen,
                tools.getValue(),
                format.getValue(),
                extras.getValue());
    }

    /** What is sent, without the model; null, with each fault shown at its field, if there is one. */
    @Nullable
    JsonValue jsonOrShowFaults() {
        fields.values().forEach(field -> field.setInvalid(false));
        var faults = new EnumMap<ColumnConfig.Field, ColumnConfig.Fault>(ColumnConfig.Field.class);
        var json = config().json(fault -> faults.putIfAbsent(fault.field(), fault));
        faults.forEach((name, fault) -> {
            var field = fields.get(name);
            if (field != null) {
                field.setErrorMessage(text(fault));
                field.setInvalid(true);
            }
        });
        return faults.isEmpty() ? json : null;
    }

    private static String text(ColumnConfig.Fault fault) {
        var key = fault.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return t("play.fault." + key, fault.detail());
    }

    private static @Nullable Double number(@Nullable BigDecimal value) {
        return value == null ? null : value.doubleValue();
    }

    private static @Nullable BigDecimal decimal(@Nullable Double value) {
        return value == null ? null : BigDecimal.valueOf(value);
    }
}
