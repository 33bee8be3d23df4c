package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.call.VersionUsage;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.VersionItem;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CursorItems;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Later;
import dev.maru.ui.component.Times;
import dev.maru.ui.releases.Comparison;
import dev.maru.ui.releases.LabelChip;
import dev.maru.ui.releases.ReleaseDialog;
import dev.maru.ui.releases.UsageTable;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The versions of a prompt, newest first, and what changed between any two of them. */
final class VersionsTab extends Div {
    private static final int OFFERED = 100;
    private static final Duration LOOKED_BACK = Duration.ofDays(30);

    private final Place place;
    private final PromptTools tools;
    private final Prompt prompt;
    private final Query query;
    private final Consumer<Query> go;
    private final Consumer<Dialog> open;

    VersionsTab(Place place, PromptTools tools, Prompt prompt, Query query, Consumer<Query> go, Consumer<Dialog> open) {
        this.place = place;
        this.tools = tools;
        this.prompt = prompt;
        this.query = query;
        this.go = go;
        this.open = open;
        addClassName("maru-stack");
        add(grid(), comparison());
        if (place.may(Permission.READ_CALLS)) {
            add(use());
        }
    }

    private Component use() {
        var caller = place.caller();
        var now = tools.clock().instant();
        var used = new Later<>(
                () -> tools.releases().usage().byVersion(caller, prompt.id(), null, now.minus(LOOKED_BACK), now),
                this::table);
        var panel = new Div(new H2(Glyph.CALLS.create(), new Span(t("use.last"))), used);
        panel.addClassName("maru-panel");
        return panel;
    }

    private Component table(List<VersionUsage> used) {
        return used.isEmpty()
                ? new Paragraph(t("use.none"))
                : new UsageTable(
                        used.stream()
                                .map(usage -> new UsageTable.Row(usage, null))
                                .toList(),
                        tools.settings().currency());
    }

    private Grid<VersionItem> grid() {
        var mayRelease = place.may(Permission.RELEASE_PROMPTS) && !prompt.isArchived();
        var grid = new Grid<VersionItem>();
        grid.addColumn(item -> t("prompt.version", item.number()))
                .setHeader(t("versions.number"))
                .setWidth("80px")
                .setFlexGrow(0);
        grid.addComponentColumn(item ->
                        Chip.row(item.labels().stream().map(LabelChip::of).toList()))
                .setHeader(t("prompts.labels"))
                .setWidth("180px");
        grid.addColumn(VersionItem::commitMessage)
                .setHeader(t("versions.message"))
                .setFlexGrow(3)
                .setWidth("200px");
        grid.addColumn(VersionItem::createdBy).setHeader(t("versions.by")).setWidth("130px");
        grid.addComponentColumn(item -> Times.relative(item.createdAt(), tools.clock()))
                .setHeader(t("versions.at"))
                .setAutoWidth(true);
        grid.addComponentColumn(item -> actions(item, mayRelease))
                .setAutoWidth(true)
                .setFlexGrow(0)
                .setFrozenToEnd(true);
        var items = new CursorItems<VersionItem>(
                (after, limit) -> tools.prompts().versions(place.caller(), prompt.id(), after, limit));
        items.showIn(grid);
        items.fit(grid);
        return grid;
    }

    private Component actions(VersionItem item, boolean mayRelease) {
        var row = new Div();
        row.addClassName("maru-row");
        row.add(Buttons.icon(
                t("versions.compare", item.number()),
                Glyph.COMPARE,
                () -> go.accept(query.with("a", String.valueOf(comparedWith(item.number())))
                        .with("b", String.valueOf(item.number())))));
        row.add(Buttons.icon(
                t("versions.edit", item.number()),
                Glyph.EDIT,
                () -> go.accept(query.with("tab", null)
                        .with("version", item.number() == prompt.latest() ? null : String.valueOf(item.number())))));
        if (place.may(Permission.CALL_MODELS) && !prompt.isArchived()) {
            row.add(Buttons.icon(
                    t("play.open.version", item.number()),
                    Glyph.PLAYGROUND,
                    () -> UI.getCurrent()
                            .navigate(
                                    place.inProject("playground"),
                                    QueryParameters.of("c1", prompt.id() + "@" + item.number()))));
        }
        if (mayRelease) {
            row.add(Buttons.icon(
                    t("versions.release", item.number()),
                    Glyph.RELEASE,
                    () -> open.accept(new ReleaseDialog(place, tools.releases(), prompt, item.number(), null))));
        }
        return row;
    }

    /** What one wants to compare a version with: what is live, or where it is live itself, the one before. */
    private int comparedWith(int version) {
        return live().filter(number -> number != version).orElse(Math.max(1, version - 1));
    }

    /** A number in an address may be of a version that never was. */
    private int known(int number) {
        return Math.clamp(number, 1, prompt.latest());
    }

    private Optional<Integer> live() {
        return Optional.ofNullable(prompt.labels().get(PromptLabel.PRODUCTION));
    }

    private Component comparison() {
        int after = known(query.number("b").orElse(prompt.latest()));
        int before = known(query.number("a").orElseGet(() -> comparedWith(after)));
        var bar = new Div(choice(t("diff.before"), "a", before), new Span("→"), choice(t("diff.after"), "b", after));
        bar.addClassName("maru-row");
        var panel = new Div(new H2(Glyph.COMPARE.create(), new Span(t("diff.title"))), bar);
        panel.addClassName("maru-panel");
        panel.add(new Comparison(place.caller(), tools.releases(), prompt, before, after));
        return panel;
    }

    private Select<Integer> choice(String name, String parameter, int value) {
        var select = new Select<Integer>();
        select.setAriaLabel(name);
        var numbers = IntStream.iterate(prompt.latest(), number -> number > 0, number -> number - 1)
                .limit(OFFERED)
                .boxed()
                .toList();
        select.setItems(numbers);
        select.setItemLabelGenerator(this::named);
        if (numbers.contains(value)) {
            select.setValue(value);
        }
        select.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                go.accept(query.with(parameter, String.valueOf(event.getValue())));
            }
        });
        return select;
    }

    /** A version with the labels that name it, so that one can compare against what is live. */
    private String named(int number) {
        var labels = prompt.labels().entrySet().stream()
                .filter(entry -> entry.getValue() == number)
                .map(entry -> entry.getKey().value())
                .toList();
        return t("prompt.version", number) + (labels.isEmpty() ? "" : " · " + String.join(", ", labels));
    }
}
