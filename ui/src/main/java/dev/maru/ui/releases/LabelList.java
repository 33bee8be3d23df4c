package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.Release;
import dev.maru.prompts.ReleaseTerms;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.CursorItems;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.util.Set;
import java.util.function.Consumer;

/** The labels of a prompt with the version that each names, and what can be done with them. */
final class LabelList extends Div {
    private final Place place;
    private final ReleaseTools tools;
    private final Prompt prompt;
    private final CursorItems<Release> history;
    private final Runnable changed;
    private final Set<PromptLabel> split;
    private final Consumer<Dialog> open;

    /** @param split the labels of which a share goes elsewhere already */
    LabelList(
            Place place,
            ReleaseTools tools,
            Prompt prompt,
            CursorItems<Release> history,
            Set<PromptLabel> split,
            Runnable changed,
            Consumer<Dialog> open) {
        this.place = place;
        this.tools = tools;
        this.prompt = prompt;
        this.history = history;
        this.split = split;
        this.changed = changed;
        this.open = open;
        addClassName("maru-panel");
        var list = new UnorderedList();
        list.addClassName("maru-list");
        prompt.labels().forEach((label, version) -> list.add(new ListItem(row(label, version))));
        add(list);
    }

    private Component row(PromptLabel label, int version) {
        var terms = tools.protections().terms(place.caller(), prompt.name(), label);
        var row = new Div(LabelChip.of(label, version));
        row.addClassName("maru-row");
        if (terms.protectedLabel()) {
            row.add(new Chip(
                    terms.approvals() == 0
                            ? t("releases.protected")
                            : t("releases.protected.approvals", terms.approvals()),
                    Tone.PLAIN,
                    Glyph.LOCK));
        }
        var acts = new Div();
        acts.addClassNames("maru-row", "maru-push");
        row.add(acts);
        if (place.may(Permission.RELEASE_PROMPTS) && !prompt.isArchived()) {
            addActs(acts, label, version, terms);
        }
        return row;
    }

    private void addActs(Div acts, PromptLabel label, int version, ReleaseTerms terms) {
        var free = terms.letsRelease(place.caller());
        var manages = place.may(Permission.MANAGE_PROMPTS);
        history.first(release -> release.label().equals(label))
                .map(Release::from)
                .filter(before -> before != version)
                .ifPresent(before -> acts.add(
                        free || manages
                                ? Buttons.plain(t("releases.rollback", before), Glyph.UNDO, () -> rollBack(label))
                                : Buttons.plain(
                                        t("releases.rollback.request", before),
                                        Glyph.UNDO,
                                        () -> open.accept(new ReleaseDialog(place, tools, prompt, before, label)))));
        if (prompt.latest() > 1 && !split.contains(label)) {
            acts.add(Buttons.plain(
                    t("split.open"),
                    Glyph.SPLIT,
                    () -> open.accept(new SplitDialog(place, tools, prompt, label, version))));
        }
        if (free || manages) {
            acts.add(Buttons.icon(t("releases.remove", label.value()), Glyph.CLOSE, () -> remove(label)));
        }
    }

    private void rollBack(PromptLabel label) {
        var release = tools.releases().rollback(place.caller(), prompt.id(), label, t("releases.rollback.reason"));
        changed.run();
        Notices.success(t("release.done", label.value(), ReleaseTexts.version(release.to())));
    }

    private void remove(PromptLabel label) {
        open.accept(new ConfirmDialog(
                t("releases.remove", label.value()),
                t("releases.remove.consequence", label.value()),
                t("releases.remove.act"),
                () -> {
                    var unused = tools.releases().removeLabel(place.caller(), prompt.id(), label, "");
                }));
    }
}
