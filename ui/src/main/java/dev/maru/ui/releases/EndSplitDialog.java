package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.Split;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.Place;
import java.util.stream.Stream;

/** Ends a split: with the version that the label names, or with a variant as its new one. */
final class EndSplitDialog extends FormDialog {
    EndSplitDialog(Place place, ReleaseTools tools, Prompt prompt, Split split) {
        super(t("split.end.of", split.label().value()), t("split.end.explained"));
        int live = prompt.labels().getOrDefault(split.label(), 0);
        var outcome = new RadioButtonGroup<Integer>(t("split.end.with"));
        outcome.setItems(
                Stream.concat(Stream.of(live), split.variants().stream().map(Split.Variant::version))
                        .toList());
        outcome.setItemLabelGenerator(version -> t(version == live ? "split.end.stay" : "split.end.promote", version));
        outcome.setValue(live);
        outcome.setId("split-outcome");
        var reason = new TextField(t("release.reason"));
        field("promote", outcome);
        field("reason", reason);
        submit(t("split.end"), () -> {
            int chosen = outcome.getValue();
            tools.splits()
                    .finish(
                            place.caller(),
                            prompt.id(),
                            split.label(),
                            chosen == live ? null : chosen,
                            reason.getValue().strip());
            close();
            Notices.success(t("split.ended", split.label().value(), chosen));
        });
        act().setId("split-end");
    }
}
