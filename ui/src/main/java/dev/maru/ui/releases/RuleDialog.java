package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.prompts.PromptFolder;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.Protection;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.shell.Place;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Protects a label or a folder, or changes how many approvals a label takes. */
final class RuleDialog extends FormDialog {
    private enum Kind {
        RELEASING,
        WRITING
    }

    private final RadioButtonGroup<Kind> kind = new RadioButtonGroup<>(t("rules.what"));
    private final ComboBox<String> label = new ComboBox<>(t("release.label"));
    private final ComboBox<String> folder = new ComboBox<>(t("rules.where"));
    private final IntegerField approvals = new IntegerField(t("rules.approvals"));
    private final TextField gate = new TextField(t("rules.gate"));

    static RuleDialog adding(Place place, ReleaseTools tools) {
        var dialog = new RuleDialog(t("rules.add"));
        dialog.prepareNew(place, tools);
        return dialog;
    }

    static RuleDialog changing(Place place, ReleaseTools tools, Protection rule) {
        var dialog = new RuleDialog(t("rules.change"));
        dialog.field("approvals", dialog.approvals);
        dialog.approvals.setValue(rule.approvals());
        dialog.submit(t("dialog.save"), () -> {
            var unused = tools.protections().change(place.caller(), rule.id(), dialog.needed());
            dialog.close();
        });
        return dialog;
    }

    private RuleDialog(String title) {
        super(title, "");
        approvals.setMin(0);
        approvals.setMax(10);
        approvals.setStepButtonsVisible(true);
        approvals.setHelperText(t("rules.approvals.help"));
        approvals.setId("rule-approvals");
    }

    private void prepareNew(Place place, ReleaseTools tools) {
        kind.setItems(Kind.values());
        kind.setItemLabelGenerator(value -> t(value == Kind.RELEASING ? "rules.releasing" : "rules.writing"));
        kind.setValue(Kind.RELEASING);
        kind.setId("rule-kind");
        var caller = place.caller();
        label.setItems(Stream.concat(
                        Stream.of("production", "staging"),
                        tools.prompts().labels(caller).stream()
                                .filter(known -> !known.isManaged())
                                .map(PromptLabel::value))
                .distinct()
                .toList());
        freely(label);
        label.setValue("production");
        folder.setItems(
                tools.prompts().folders(caller).stream().map(PromptFolder::path).toList());
        freely(folder);
        folder.setPlaceholder(t("rules.everywhere"));
        folder.setClearButtonVisible(true);
        folder.setHelperText(t("rules.where.help"));
        approvals.setValue(1);
        field("kind", kind);
        field("label", label);
        field("folder", folder);
        field("approvals", approvals);
        if (tools.protections().hasGates()) {
            field("gate", gate);
        }
        kind.addValueChangeListener(event -> {
            for (var only : List.<Component>of(label, approvals, gate)) {
                only.setVisible(event.getValue() == Kind.RELEASING);
            }
        });
        submit(t("rules.add.act"), () -> {
            var releasing = kind.getValue() == Kind.RELEASING;
            var unused = tools.protections()
                    .add(
                            place.caller(),
                            folder.getValue() == null ? "" : folder.getValue(),
                            releasing ? new PromptLabel(label.getValue() == null ? "" : label.getValue()) : null,
                            releasing ? needed() : 0,
                            releasing ? gateOrNull() : null);
            close();
        });
        act().setId("rule-act");
    }

    private static void freely(ComboBox<String> box) {
        box.setAllowCustomValue(true);
        box.addCustomValueSetListener(event -> box.setValue(event.getDetail().strip()));
    }

    private int needed() {
        return approvals.getValue() == null ? 0 : approvals.getValue();
    }

    private @Nullable String gateOrNull() {
        return gate.getValue().isBlank() ? null : gate.getValue().strip();
    }
}
