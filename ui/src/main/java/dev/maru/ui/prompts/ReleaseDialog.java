package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.ExpectedRelease;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptLabel;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.Place;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Moves a label to a version: says why, and shows what changes for those who fetch by that label. */
final class ReleaseDialog extends FormDialog {
    private static final int OFFERED_VERSIONS = 50;

    private final Place place;
    private final PromptTools tools;
    private final Prompt prompt;
    private final ComboBox<String> label = new ComboBox<>(t("release.label"));
    private final Select<Integer> version = new Select<>();
    private final TextField reason = new TextField(t("release.reason"));
    private final Div change = new Div();

    ReleaseDialog(Place place, PromptTools tools, Prompt prompt, int proposed, @Nullable PromptLabel to) {
        super(t("release.title", prompt.name()), t("release.explained"));
        this.place = place;
        this.tools = tools;
        this.prompt = prompt;
        setWidth("min(760px, 96vw)");
        label.setItems(Stream.concat(
                        Stream.of("production", "staging"),
                        prompt.labels().keySet().stream().map(PromptLabel::value))
                .distinct()
                .toList());
        label.setAllowCustomValue(true);
        label.addCustomValueSetListener(
                event -> label.setValue(event.getDetail().strip()));
        label.setValue(to == null ? "production" : to.value());
        label.setId("release-label");
        version.setLabel(t("release.version"));
        version.setItems(IntStream.iterate(prompt.latest(), number -> number > 0, number -> number - 1)
                .limit(OFFERED_VERSIONS)
                .boxed()
                .toList());
        version.setItemLabelGenerator(number -> t("prompt.version", number));
        version.setValue(proposed);
        reason.setId("release-reason");
        reason.setPlaceholder(t("release.reason.example"));
        label.addValueChangeListener(event -> showChange());
        version.addValueChangeListener(event -> showChange());
        field("label", label);
        field("version", version);
        field("reason", reason);
        change.addClassName("maru-stack");
        content(change);
        showChange();
        submit(t("release.act"), this::release);
        act().setId("release-act");
    }

    private void release() {
        var chosen = new PromptLabel(label.getValue() == null ? "" : label.getValue());
        tools.releases()
                .release(
                        place.caller(),
                        prompt.id(),
                        chosen,
                        version.getValue(),
                        ExpectedRelease.exactly(prompt.labels().get(chosen)),
                        reason.getValue().strip());
        close();
        Notices.success(t("release.done", chosen.value(), t("prompt.version", version.getValue())));
    }

    private void showChange() {
        change.removeAll();
        var live = live();
        if (live == null) {
            change.add(text(t("release.new-label")));
        } else if (live.equals(version.getValue())) {
            change.add(text(t("release.same", live)));
        } else {
            var caller = place.caller();
            change.add(
                    new H3(t("release.changes", live, version.getValue())),
                    new DiffPanel(
                            tools.prompts().version(caller, prompt.id(), live),
                            tools.prompts().version(caller, prompt.id(), version.getValue())));
        }
    }

    private @Nullable Integer live() {
        try {
            return label.getValue() == null ? null : prompt.labels().get(new PromptLabel(label.getValue()));
        } catch (PlatformException notALabelYet) {
            return null;
        }
    }

    private static Paragraph text(String text) {
        var paragraph = new Paragraph(text);
        paragraph.addClassName("maru-quiet");
        return paragraph;
    }
}
