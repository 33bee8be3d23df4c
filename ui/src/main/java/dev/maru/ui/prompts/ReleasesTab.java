package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.Release;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.CursorItems;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Times;
import dev.maru.ui.shell.Place;
import org.jspecify.annotations.Nullable;

/** What each label names now, with the way back, and every movement with who, when and why. */
final class ReleasesTab extends Div {
    private final Place place;
    private final PromptTools tools;
    private final Prompt prompt;
    private final Runnable changed;

    ReleasesTab(Place place, PromptTools tools, Prompt prompt, Runnable changed) {
        this.place = place;
        this.tools = tools;
        this.prompt = prompt;
        this.changed = changed;
        addClassName("maru-stack");
        var items = new CursorItems<Release>(
                (after, limit) -> tools.prompts().releases(place.caller(), prompt.id(), after, limit));
        if (items.isEmpty()) {
            add(new EmptyState(Glyph.RELEASE, t("releases.empty"), t("releases.empty.text")));
            return;
        }
        if (!prompt.labels().isEmpty()) {
            add(live(items));
        }
        var grid = grid();
        items.showIn(grid);
        items.fit(grid);
        add(grid);
    }

    private Component live(CursorItems<Release> history) {
        var mayRelease = place.may(Permission.RELEASE_PROMPTS) && !prompt.isArchived();
        var list = new UnorderedList();
        list.addClassName("maru-list");
        prompt.labels().forEach((label, version) -> {
            var acts = new Div();
            acts.addClassNames("maru-row", "maru-push");
            var row = new Div(LabelChip.of(label, version), acts);
            row.addClassName("maru-row");
            if (mayRelease) {
                history.first(release -> release.label().equals(label))
                        .map(Release::from)
                        .ifPresent(before -> acts.add(
                                Buttons.plain(t("releases.rollback", before), Glyph.UNDO, () -> rollBack(label))));
                acts.add(Buttons.icon(t("releases.remove", label.value()), Glyph.CLOSE, () -> remove(label)));
            }
            list.add(new ListItem(row));
        });
        var panel = new Div(list);
        panel.addClassName("maru-panel");
        return panel;
    }

    private void rollBack(PromptLabel label) {
        var release = tools.releases().rollback(place.caller(), prompt.id(), label, t("releases.rollback.reason"));
        changed.run();
        Notices.success(t("release.done", label.value(), version(release.to())));
    }

    private void remove(PromptLabel label) {
        new ConfirmDialog(
                        t("releases.remove", label.value()),
                        t("releases.remove.consequence", label.value()),
                        t("releases.remove.act"),
                        () -> {
                            tools.releases().removeLabel(place.caller(), prompt.id(), label, "");
                            changed.run();
                        })
                .open();
    }

    private Grid<Release> grid() {
        var grid = new Grid<Release>();
        grid.addComponentColumn(release -> LabelChip.of(release.label()))
                .setHeader(t("release.label"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(release -> t("releases.step", version(release.from()), version(release.to())))
                .setHeader(t("releases.change"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(ReleaseTexts::reason)
                .setHeader(t("release.reason"))
                .setFlexGrow(3)
                .setWidth("200px");
        grid.addColumn(Release::releasedBy).setHeader(t("releases.by")).setWidth("140px");
        grid.addComponentColumn(release -> Times.relative(release.releasedAt(), tools.clock()))
                .setHeader(t("releases.at"))
                .setAutoWidth(true);
        return grid;
    }

    private static String version(@Nullable Integer number) {
        return number == null ? t("releases.none") : t("prompt.version", number);
    }
}
