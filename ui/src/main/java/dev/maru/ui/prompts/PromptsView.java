package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.FoundPrompt;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptFilter;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptMatch;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CursorItems;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Fields;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Times;
import dev.maru.ui.releases.LabelChip;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;

/** The prompts of a project: in folders, searched by name and text, with the versions that labels name. */
@PermitAll
@Route(value = "p/:tenant/:project/prompts", layout = MainLayout.class)
final class PromptsView extends Page {
    private final ListTools tools;
    private final Div exports = new Div();
    private final Div folders = new Div();
    private final Div list = new Div();
    private @Nullable TextField search;

    PromptsView(Places places, ListTools tools) {
        super(places, Permission.READ_PROMPTS);
        this.tools = tools;
        addClassName("maru-page-full");
        list.addClassNames("maru-fill", "maru-stack");
    }

    @Override
    protected String title() {
        return t("nav.prompts");
    }

    @Override
    protected void show(Query query) {
        if (search == null) {
            build(query);
        }
        showFolders(query);
        showList(query);
        exports.removeAll();
        exports.add(new ExportLink(
                place().caller(), tools.exports(), query.get("folder").orElse(null), label(query)));
        if (query.get("new").isPresent() && mayWrite()) {
            openNew();
        }
    }

    private void build(Query query) {
        var header = new Header(title(), t("prompts.explained"));
        header.act(Buttons.quiet(
                t("rules.title"), Glyph.LOCK, () -> UI.getCurrent().navigate(place().inProject("release-rules"))));
        header.act(exports);
        if (mayWrite()) {
            header.act(Buttons.plain(t("import.open"), Glyph.UPLOAD, this::openImport));
            header.act(newButton());
        }
        search = Fields.search(t("prompts.search"), text -> replace(query().with("q", text)));
        search.setValue(query.get("q", ""));
        var caller = place().caller();
        var labels =
                tools.prompts().labels(caller).stream().map(PromptLabel::value).toList();
        var label =
                Fields.choice(t("prompts.label"), labels, value -> value, value -> go(query().with("label", value)));
        query.get("label").filter(labels::contains).ifPresent(label::setValue);
        var tags = tools.prompts().tags(caller);
        var filters = new Div(search, label);
        if (!tags.isEmpty()) {
            var tag = Fields.choice(t("prompts.tag"), tags, value -> value, value -> go(query().with("tag", value)));
            query.get("tag").filter(tags::contains).ifPresent(tag::setValue);
            filters.add(tag);
        }
        var archived = Fields.toggle(
                t("prompts.archived"),
                query.get("archived").isPresent(),
                on -> go(query().with("archived", on ? "1" : null)));
        filters.add(archived);
        filters.addClassName("maru-filters");
        folders.addClassName("maru-folders");
        var body = new Div(folders, list);
        body.addClassNames("maru-beside", "maru-fill");
        add(header, filters, body);
    }

    private void showFolders(Query query) {
        folders.removeAll();
        var all = tools.prompts().folders(place().caller());
        folders.setVisible(!all.isEmpty());
        var chosen = query.get("folder", "");
        folders.add(folder("", t("prompts.every-folder"), chosen.isEmpty(), query));
        for (var folder : all) {
            var depth =
                    (int) folder.path().chars().filter(letter -> letter == '/').count();
            var name = folder.path().substring(folder.path().lastIndexOf('/') + 1) + " (" + folder.prompts() + ")";
            var link = folder(folder.path(), name, folder.path().equals(chosen), query);
            link.getStyle().set("padding-inline-start", 8 + depth * 14 + "px");
            folders.add(link);
        }
        if (!chosen.isEmpty() && mayWrite()) {
            folders.add(Buttons.quiet(
                    t("copy.folder.open"),
                    Glyph.COPY,
                    () -> CopyDialog.ofFolder(place(), tools.copies(), chosen).open()));
        }
    }

    private static @Nullable PromptLabel label(Query query) {
        return query.get("label").map(PromptLabel::new).orElse(null);
    }

    private Anchor folder(String path, String text, boolean chosen, Query query) {
        var link = new Anchor(
                place().inProject("prompts") + query.with("folder", path).suffix());
        link.add(Glyph.FOLDER.create(), new Span(text));
        link.addClassName("maru-folder");
        if (chosen) {
            link.getElement().setAttribute("aria-current", "true");
        }
        return link;
    }

    private void showList(Query query) {
        list.removeAll();
        var filter = new PromptFilter(
                query.get("q").orElse(null),
                label(query),
                query.get("tag").orElse(null),
                query.get("folder").orElse(null),
                null,
                query.get("archived").isPresent());
        var items = new CursorItems<FoundPrompt>(
                (after, limit) -> tools.search().page(place().caller(), filter, after, limit));
        if (!items.isEmpty()) {
            list.add(grid(items));
        } else if (filter.equals(PromptFilter.ALL)) {
            list.add(new EmptyState(
                    Glyph.PROMPT,
                    t("prompts.empty"),
                    t("prompts.empty.text"),
                    mayWrite() ? newButton() : new Span(t("prompts.empty.ask"))));
        } else {
            list.add(new EmptyState(Glyph.SEARCH, t("filter.nothing"), t("filter.nothing.text")));
        }
    }

    private Grid<FoundPrompt> grid(CursorItems<FoundPrompt> items) {
        var grid = new Grid<FoundPrompt>();
        grid.addClassName("maru-fill");
        grid.addComponentColumn(this::name)
                .setHeader(t("prompts.name"))
                .setFlexGrow(3)
                .setWidth("190px");
        grid.addComponentColumn(row -> labels(row.prompt()))
                .setHeader(t("prompts.labels"))
                .setFlexGrow(2)
                .setWidth("170px");
        grid.addColumn(row -> t("prompt.version", row.prompt().latest()))
                .setHeader(t("prompts.latest"))
                .setAutoWidth(true);
        grid.addColumn(row -> t("kind." + row.prompt().kind().wireName()))
                .setHeader(t("prompts.kind"))
                .setAutoWidth(true);
        grid.addComponentColumn(row -> Times.relative(row.prompt().updatedAt(), tools.clock()))
                .setHeader(t("prompts.updated"))
                .setAutoWidth(true);
        grid.addItemClickListener(
                event -> UI.getCurrent().navigate(path(event.getItem().prompt())));
        items.showIn(grid);
        return grid;
    }

    private Component name(FoundPrompt row) {
        var prompt = row.prompt();
        var link = new Anchor(path(prompt), prompt.name().value());
        link.addClassName("maru-row-link");
        var cell = new Div(link);
        cell.addClassName("maru-cell-two");
        if (row.match() != null && row.match().place() != PromptMatch.Place.NAME) {
            cell.add(MatchExcerpt.of(row.match()));
        } else if (!prompt.description().isEmpty()) {
            var description = new Span(prompt.description());
            description.addClassNames("maru-quiet", "maru-small");
            cell.add(description);
        }
        return cell;
    }

    private static Component labels(Prompt prompt) {
        return Chip.row(prompt.labels().entrySet().stream()
                .map(entry -> LabelChip.of(entry.getKey(), entry.getValue()))
                .toList());
    }

    private String path(Prompt prompt) {
        return place().inProject("prompts/" + prompt.id());
    }

    private boolean mayWrite() {
        return place().may(Permission.WRITE_PROMPTS);
    }

    private Component newButton() {
        return Buttons.primary(t("prompts.new"), Glyph.ADD, () -> go(query().with("new", "1")));
    }

    private void openImport() {
        var dialog = new ImportDialog(place(), tools.imports());
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                refresh();
            }
        });
        dialog.open();
    }

    private void openNew() {
        var dialog = new NewPromptDialog(place(), tools.service(), query().get("folder", ""));
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened() && dialog.made() == null) {
                go(query().with("new", null));
            }
        });
        dialog.open();
    }
}
