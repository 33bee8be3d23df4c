package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.Release;
import dev.maru.prompts.Split;
import dev.maru.ui.component.CursorItems;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Times;
import dev.maru.ui.shell.Place;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What each label names now, what waits for somebody, what is split, and every movement with who, when and why. */
public final class ReleasesTab extends Div {
    private final ReleaseTools tools;

    /** @param open shows a dialog and, when it closes, this page anew */
    public ReleasesTab(Place place, ReleaseTools tools, Prompt prompt, Runnable changed, Consumer<Dialog> open) {
        this.tools = tools;
        addClassName("maru-stack");
        var caller = place.caller();
        var requests = tools.requests().of(caller, prompt.id());
        var splits = tools.splits().of(caller, prompt.id());
        var items =
                new CursorItems<Release>((after, limit) -> tools.prompts().releases(caller, prompt.id(), after, limit));
        if (items.isEmpty() && requests.isEmpty()) {
            add(new EmptyState(Glyph.RELEASE, t("releases.empty"), t("releases.empty.text")));
            return;
        }
        if (!prompt.labels().isEmpty()) {
            add(new LabelList(place, tools, prompt, items, running(splits), changed, open));
        }
        if (!requests.isEmpty()) {
            add(new RequestList(place, tools, requests, open));
        }
        for (var split : splits) {
            add(new SplitPanel(place, tools, prompt, split, open));
        }
        if (!items.isEmpty()) {
            add(new H2(t("releases.history")), history(items));
        }
    }

    private static Set<PromptLabel> running(List<Split> splits) {
        return splits.stream()
                .filter(split -> split.state() == Split.State.RUNNING)
                .map(Split::label)
                .collect(Collectors.toSet());
    }

    private Grid<Release> history(CursorItems<Release> items) {
        var grid = new Grid<Release>();
        grid.addComponentColumn(release -> LabelChip.of(release.label()))
                .setHeader(t("release.label"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(release ->
                        t("releases.step", ReleaseTexts.version(release.from()), ReleaseTexts.version(release.to())))
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
        items.showIn(grid);
        items.fit(grid);
        return grid;
    }
}
