package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.t;
import static dev.maru.ui.i18n.Texts.tOr;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.gateway.route.Condition;
import dev.maru.gateway.route.Condition.Subject;
import dev.maru.gateway.route.Condition.Test;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One condition of a target: what is looked at, how, and the values; each subject brings the field that suits it. */
final class ConditionRow extends Div {
    private static final List<String> LANGUAGES =
            List.of("ko", "latin", "ja", "zh", "ru", "ar", "he", "th", "el", "hi");

    private final Select<Subject> subject = new Select<>();
    private final TextField tag = new TextField();
    private final Select<Test> test = new Select<>();
    private final MultiSelectComboBox<String> choices = new MultiSelectComboBox<>();
    private final TextField words = new TextField();
    private final NumberField number = new NumberField();
    private final Runnable changed;

    ConditionRow(@Nullable Condition condition, Runnable changed, Consumer<ConditionRow> remove) {
        this.changed = changed;
        addClassNames("maru-route-condition");
        subject.setAriaLabel(t("routes.condition.subject"));
        // Tenants have no plans yet; a condition that never holds is not offered, but kept where somebody set it.
        subject.setItems(Stream.of(Subject.values())
                .filter(each -> each != Subject.PLAN || condition != null && condition.subject() == Subject.PLAN)
                .toList());
        subject.setItemLabelGenerator(each -> t("routes.subject." + each.wireName()));
        tag.setAriaLabel(t("routes.condition.tag-name"));
        tag.setPlaceholder(t("routes.condition.tag-name"));
        tag.setAllowedCharPattern("[A-Za-z0-9_.-]");
        test.setAriaLabel(t("routes.condition.test"));
        test.setItemLabelGenerator(each -> t("routes.test." + each.wireName()));
        choices.setAriaLabel(t("routes.condition.values"));
        words.setAriaLabel(t("routes.condition.values"));
        number.setAriaLabel(t("routes.condition.values"));
        choices.setItemLabelGenerator(this::choiceText);
        words.setPlaceholder(t("routes.condition.words"));
        number.setMin(0);
        number.setPlaceholder("0");
        subject.setValue(condition == null ? Subject.INPUT_TOKENS : condition.subject());
        fit();
        if (condition != null) {
            fill(condition);
        }
        subject.addValueChangeListener(event -> {
            fit();
            changed.run();
        });
        Stream.<AbstractField<?, ?>>of(tag, words, number).forEach(this::listen);
        test.addValueChangeListener(event -> changed.run());
        choices.addValueChangeListener(event -> changed.run());
        tag.setValueChangeMode(ValueChangeMode.LAZY);
        words.setValueChangeMode(ValueChangeMode.LAZY);
        number.setValueChangeMode(ValueChangeMode.LAZY);
        add(
                subject,
                tag,
                test,
                choices,
                words,
                number,
                Buttons.icon(t("routes.condition.remove"), Glyph.CLOSE, () -> remove.accept(this)));
    }

    private void listen(AbstractField<?, ?> field) {
        field.addValueChangeListener(event -> changed.run());
    }

    /** Shows the fields that the subject asks for. */
    private void fit() {
        var about = subject.getValue();
        var old = test.getValue();
        var tests = about.numeric() ? List.of(Test.AT_LEAST, Test.AT_MOST) : List.of(Test.IS, Test.IS_NOT);
        test.setItems(tests);
        test.setValue(old != null && tests.contains(old) ? old : tests.getFirst());
        var offered = offered(about);
        choices.setItems(offered);
        choices.setVisible(!offered.isEmpty());
        words.setVisible(about == Subject.TAG || about == Subject.PLAN);
        number.setVisible(about.numeric());
        number.setMax(about == Subject.NEED ? 10 : 999_999_999);
        number.setStep(about == Subject.NEED ? 0.1 : 1);
        tag.setVisible(about == Subject.TAG);
    }

    private static List<String> offered(Subject about) {
        return switch (about) {
            case LANGUAGE -> LANGUAGES;
            case MODALITY -> List.of("text", "image", "audio", "file");
            case FEATURE -> List.of("tools", "structured-output", "stream");
            case TAG, PLAN, INPUT_TOKENS, NEED -> List.of();
        };
    }

    private String choiceText(String value) {
        return switch (subject.getValue()) {
            case LANGUAGE -> tOr("routes.language." + value, value);
            case MODALITY -> tOr("routes.modality." + value, value);
            case FEATURE -> tOr("routes.feature." + value, value);
            case TAG, PLAN, INPUT_TOKENS, NEED -> value;
        };
    }

    private void fill(Condition condition) {
        test.setValue(condition.test());
        tag.setValue(condition.tag() == null ? "" : condition.tag());
        if (condition.subject().numeric()) {
            number.setValue(Double.valueOf(condition.values().getFirst()));
        } else if (choices.isVisible()) {
            // One that came over the API and is not among those offered stays.
            var all = new LinkedHashSet<>(offered(condition.subject()));
            all.addAll(condition.values());
            choices.setItems(all);
            choices.setValue(new LinkedHashSet<>(condition.values()));
        } else {
            words.setValue(String.join(", ", condition.values()));
        }
    }

    /** Throws "invalid request" if a value is missing. */
    Condition condition() {
        var about = subject.getValue();
        return new Condition(
                about, about == Subject.TAG && !tag.isEmpty() ? tag.getValue() : null, test.getValue(), values());
    }

    private List<String> values() {
        if (subject.getValue().numeric()) {
            var value = number.getValue();
            return value == null ? List.of() : List.of(plain(value));
        }
        if (choices.isVisible()) {
            return List.copyOf(choices.getValue());
        }
        return Arrays.stream(words.getValue().split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private static String plain(double value) {
        var rounded =
                BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.setScale(Math.max(0, rounded.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
