package dev.maru.ui.limits;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.budget.Budget;
import dev.maru.gateway.budget.BudgetChange;
import dev.maru.gateway.budget.BudgetData;
import dev.maru.gateway.budget.BudgetPeriod;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes or changes a budget. What somebody else made of it in the meantime is shown before it is overwritten. */
final class BudgetDialog extends FormDialog {
    private final Place place;
    private final LimitTools tools;
    private final TextField name = new TextField(t("budgets.name"));
    private final BigDecimalField amount = new BigDecimalField(t("budgets.amount"));
    private final Select<BudgetPeriod> period = new Select<>();
    private final ComboBox<ZoneId> zone = new ComboBox<>(t("budgets.zone"));
    private final RadioButtonGroup<Boolean> hard = new RadioButtonGroup<>();
    private final TextField thresholds = new TextField(t("budgets.thresholds"));
    private final Checkbox enabled = new Checkbox(t("limits.enabled"));
    private final Div meanwhile = new Div();
    private @Nullable Budget budget;

    /** @param changed null: a new one */
    BudgetDialog(Place place, LimitTools tools, ScopeNames names, @Nullable Budget changed) {
        super(
                changed == null ? t("budgets.new") : t("budgets.edit.of", changed.name()),
                changed == null ? t("budgets.new.explained") : "");
        this.place = place;
        this.tools = tools;
        this.budget = changed;
        setWidth("min(640px, 96vw)");
        describe();
        field("name", name);
        if (changed == null) {
            var scope = new ScopeFields(place, names, LimitScope.TENANT);
            scope.layOut(this::field);
            content(scope);
            field("amount", amount);
            field("period", period);
            field("timeZone", zone);
            var row = new Div(amount, period, zone);
            row.addClassName("maru-limit-fields");
            content(row);
            addRest();
            submit(t("budgets.create"), () -> create(scope.scope()));
        } else {
            content(new Facts()
                    .add(t("limits.scope"), names.words(changed.scope()))
                    .add(
                            t("budgets.period"),
                            t("budgets.period." + changed.period().wireName()))
                    .add(t("budgets.zone"), LimitTexts.zone(changed.zone())));
            field("amount", amount);
            addRest();
            field("enabled", enabled);
            content(meanwhile);
            show(changed);
            submit(t("dialog.save"), this::change);
        }
        submitOnEnter();
    }

    private void describe() {
        name.setId("budget-name");
        amount.setId("budget-amount");
        amount.setSuffixComponent(new Span(tools.budgets().currency()));
        period.setId("budget-period");
        period.setLabel(t("budgets.period"));
        period.setItems(BudgetPeriod.values());
        period.setItemLabelGenerator(value -> t("budgets.period." + value.wireName()));
        period.setValue(BudgetPeriod.MONTH);
        zone.setItems(
                ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList());
        zone.setItemLabelGenerator(ZoneId::getId);
        zone.setValue(ZoneId.of(LimitTexts.zone(Formats.current().zone())));
        period.addValueChangeListener(event -> zone.setVisible(event.getValue() != BudgetPeriod.TOTAL));
        hard.setLabel(t("budgets.enforcement"));
        hard.setItems(true, false);
        hard.setItemLabelGenerator(value -> value ? t("budgets.hard") : t("budgets.soft"));
        hard.setValue(true);
        thresholds.setId("budget-thresholds");
        thresholds.setHelperText(t("budgets.thresholds.help"));
        thresholds.setSuffixComponent(new Span("%"));
        thresholds.setValue("50, 80, 100");
    }

    private void addRest() {
        field("enforcement", hard);
        field("thresholds", thresholds);
    }

    private void show(Budget stored) {
        name.setValue(stored.name());
        amount.setValue(
                stored.amount().stripTrailingZeros().scale() < 0
                        ? stored.amount().setScale(0)
                        : stored.amount().stripTrailingZeros());
        hard.setValue(stored.hard());
        thresholds.setValue(stored.thresholds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        enabled.setValue(stored.enabled());
    }

    private void create(LimitScope scope) {
        var chosen = zone.getValue();
        if (chosen == null) {
            throw PlatformException.invalid("timeZone", "is needed");
        }
        var made = tools.budgets()
                .create(
                        place.caller(),
                        scope,
                        period.getValue(),
                        chosen,
                        new BudgetData(name.getValue(), money(), hard.getValue(), percentages(), true));
        close();
        Notices.success(t("budgets.created", made.budget().name()));
    }

    private void change() {
        var old = budget;
        if (old == null) {
            return;
        }
        try {
            var next = tools.budgets()
                    .update(
                            place.caller(),
                            old.id(),
                            new BudgetChange(
                                    old.version(),
                                    name.getValue(),
                                    money(),
                                    hard.getValue(),
                                    percentages(),
                                    enabled.getValue()));
            close();
            Notices.success(t("budgets.changed", next.budget().name()));
        } catch (PlatformException refused) {
            if (refused.code() != CoreError.STALE_VERSION) {
                throw refused;
            }
            var theirs = tools.budgets().get(place.caller(), old.id()).budget();
            budget = theirs;
            meanwhile.removeAll();
            meanwhile.add(new Note(
                    Tone.WARN,
                    t(
                            "budgets.stale",
                            theirs.name(),
                            LimitTexts.amount(theirs, tools.budgets().currency()),
                            theirs.hard() ? t("budgets.hard.short") : t("budgets.soft.short"),
                            theirs.enabled() ? t("limits.on") : t("limits.off"))));
        }
    }

    private BigDecimal money() {
        if (amount.getValue() == null) {
            throw PlatformException.invalid("amount", "is needed");
        }
        return amount.getValue();
    }

    private List<Integer> percentages() {
        try {
            return Stream.of(thresholds.getValue().split(",", -1))
                    .map(part -> part.replace("%", "").strip())
                    .filter(part -> !part.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException notANumber) {
            throw PlatformException.invalid("thresholds", "are whole numbers: " + notANumber.getMessage());
        }
    }

    @Override
    protected String fieldText(FieldError error) {
        return error.field().equals("amount") || error.field().equals("name")
                ? t("budgets.error." + error.field())
                : LimitTexts.field(error);
    }
}
