package dev.maru.ui.guardrails;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.guard.Check;
import dev.maru.gateway.guard.Check.Kind;
import dev.maru.gateway.guard.Check.Sensitivity;
import dev.maru.gateway.guard.JudgeSource;
import dev.maru.gateway.guard.text.PiiKind;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of every kind of check, of which those of one kind are seen. */
final class CheckFields {
    private final Paragraph explained = new Paragraph();
    private final CheckboxGroup<PiiKind> kinds = new CheckboxGroup<>(t("guardrails.pii.kinds"));
    private final Select<Sensitivity> sensitivity = new Select<>();
    private final TextArea words = new TextArea(t("guardrails.words"));
    private final TextArea patterns = new TextArea(t("guardrails.patterns"));
    private final BigDecimalField amount = new BigDecimalField(t("guardrails.amount"));
    private final Select<Boolean> asksModel = new Select<>();
    private final TextField url = new TextField(t("guardrails.judge.url"));
    private final PasswordField secret = new PasswordField(t("guardrails.judge.secret"));
    private final ComboBox<String> model = new ComboBox<>(t("guardrails.judge.model"));
    private final TextArea question = new TextArea(t("guardrails.judge.question"));
    private final Checkbox parallel = new Checkbox(t("guardrails.judge.parallel"));
    private final Checkbox allowOnError = new Checkbox(t("guardrails.judge.allow-on-error"));
    private Kind kind = Kind.PII;

    CheckFields(List<String> models, Runnable changed) {
        explained.addClassNames("maru-quiet", "maru-small");
        kinds.addClassName("maru-pii-kinds");
        kinds.setItems(PiiKind.values());
        kinds.setItemLabelGenerator(GuardrailTexts::pii);
        kinds.setValue(EnumSet.allOf(PiiKind.class));
        sensitivity.setLabel(t("guardrails.sensitivity"));
        sensitivity.setItems(Sensitivity.values());
        sensitivity.setItemLabelGenerator(each -> t("guardrails.sensitivity." + each.wireName()));
        sensitivity.setHelperText(t("guardrails.sensitivity.help"));
        sensitivity.setValue(Sensitivity.MEDIUM);
        words.setId("guardrail-words");
        words.setHelperText(t("guardrails.words.help"));
        patterns.setHelperText(t("guardrails.patterns.help"));
        patterns.setPlaceholder("[A-Z]{3}-\\d{4}");
        amount.setHelperText(t("guardrails.amount.help"));
        amount.setPlaceholder("0.50");
        asksModel.setLabel(t("guardrails.judge.who"));
        asksModel.setItems(true, false);
        asksModel.setItemLabelGenerator(
                each -> each ? t("guardrails.judge.who.model") : t("guardrails.judge.who.service"));
        asksModel.setValue(true);
        asksModel.addValueChangeListener(event -> see());
        url.setPlaceholder("https://example.com/judge");
        url.setHelperText(t("guardrails.judge.url.help"));
        model.setItems(models);
        model.setAllowCustomValue(true);
        model.addCustomValueSetListener(event -> model.setValue(event.getDetail()));
        question.setPlaceholder(t("guardrails.judge.question.example"));
        question.setMinRows(2);
        parallel.setHelperText(t("guardrails.judge.parallel.help"));
        for (var area : List.of(words, patterns, question)) {
            area.setMaxRows(8);
            area.setValueChangeMode(ValueChangeMode.LAZY);
        }
        for (var field : List.<HasValue<?, ?>>of(kinds, sensitivity, words, patterns)) {
            field.addValueChangeListener(event -> changed.run());
        }
        see();
    }

    /** Every field by its name in the errors of the service. */
    Map<String, Component> named() {
        var all = new LinkedHashMap<String, Component>();
        all.put("check.kinds", kinds);
        all.put("check.sensitivity", sensitivity);
        all.put("check.words", words);
        all.put("check.patterns", patterns);
        all.put("check.amount", amount);
        all.put("check.who", asksModel);
        all.put("check.model", model);
        all.put("check.question", question);
        all.put("check.url", url);
        all.put("secret", secret);
        all.put("check.parallel", parallel);
        all.put("check.onError", allowOnError);
        return all;
    }

    Component explained() {
        return explained;
    }

    void kind(Kind chosen) {
        kind = chosen;
        see();
    }

    private void see() {
        var judge = kind == Kind.JUDGE;
        var asked = judge && asksModel.getValue();
        explained.setText(t("guardrails.explained." + kind.wireName()));
        kinds.setVisible(kind == Kind.PII);
        sensitivity.setVisible(kind == Kind.INJECTION);
        words.setVisible(kind == Kind.WORDS);
        patterns.setVisible(kind == Kind.WORDS);
        amount.setVisible(kind == Kind.MAX_COST);
        asksModel.setVisible(judge);
        model.setVisible(asked);
        question.setVisible(asked);
        url.setVisible(judge && !asked);
        secret.setVisible(judge && !asked);
        parallel.setVisible(judge);
        allowOnError.setVisible(judge);
    }

    void show(Check check, boolean hasSecret) {
        kind = check.kind();
        switch (check) {
            case Check.Pii(Set<PiiKind> chosen) -> kinds.setValue(chosen);
            case Check.Injection(Sensitivity chosen) -> sensitivity.setValue(chosen);
            case Check.Words(List<String> listed, List<String> expressions) -> {
                words.setValue(String.join("\n", listed));
                patterns.setValue(String.join("\n", expressions));
            }
            case Check.MaxCost(BigDecimal most) -> amount.setValue(most);
            case Check.Judge judge -> {
                parallel.setValue(judge.parallel());
                allowOnError.setValue(judge.allowOnError());
                switch (judge.source()) {
                    case JudgeSource.Model(String name, String asked) -> {
                        asksModel.setValue(true);
                        model.setValue(name);
                        question.setValue(asked);
                    }
                    case JudgeSource.Service service -> {
                        asksModel.setValue(false);
                        url.setValue(service.url().toString());
                        if (hasSecret) {
                            secret.setPlaceholder(t("guardrails.judge.secret.kept"));
                        }
                    }
                }
            }
            case Check.Secrets(), Check.Schema() -> {}
        }
        see();
    }

    Check check() {
        return switch (kind) {
            case PII -> new Check.Pii(kinds.getValue());
            case SECRETS -> new Check.Secrets();
            case INJECTION -> new Check.Injection(sensitivity.getValue());
            case WORDS -> new Check.Words(lines(words), lines(patterns));
            case MAX_COST -> {
                if (amount.getValue() == null) {
                    throw PlatformException.invalid("check.amount", "an amount above 0, such as 0.50");
                }
                yield new Check.MaxCost(amount.getValue());
            }
            case SCHEMA -> new Check.Schema();
            case JUDGE ->
                new Check.Judge(
                        asksModel.getValue()
                                ? new JudgeSource.Model(
                                        model.getValue() == null ? "" : model.getValue(), question.getValue())
                                : JudgeSource.Service.at(url.getValue()),
                        parallel.getValue(),
                        allowOnError.getValue());
        };
    }

    /** What was typed as the judge's secret, null if nothing was. */
    @Nullable
    String secret() {
        return kind != Kind.JUDGE || asksModel.getValue() || secret.isEmpty() ? null : secret.getValue();
    }

    private static List<String> lines(TextArea area) {
        return area.getValue().lines().toList();
    }
}
