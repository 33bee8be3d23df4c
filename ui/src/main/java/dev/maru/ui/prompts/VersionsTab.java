package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.VersionItem;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CursorItems;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Times;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The versions of a prompt, newest first, and what changed between any two of them. */
final class VersionsTab extends Div {
    private static final int OFFERED = 100;

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
                    () -> open.accept(new ReleaseDialog(place, tools, prompt, item.number(), null))));
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
        var caller = place.caller();
        panel.add(new DiffPanel(
                tools.prompts().version(caller, prompt.id(), before),
                tools.prompts().version(caller, prompt.id(), after)));
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
