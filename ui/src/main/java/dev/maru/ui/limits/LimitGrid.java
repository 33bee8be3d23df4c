package dev.maru.ui.limits;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.treegrid.TreeGrid;
import dev.maru.gateway.budget.Allowance.Bound;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Meter;
import dev.maru.ui.component.Tone;
import dev.maru.ui.limits.ScopeTree.BudgetRow;
import dev.maru.ui.limits.ScopeTree.LimitRow;
import dev.maru.ui.limits.ScopeTree.Node;
import dev.maru.ui.limits.ScopeTree.Row;
import dev.maru.ui.shell.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tree of scopes with how each limit stands, and what holds for the call that was asked about. */
final class LimitGrid extends TreeGrid<Row> {
    private final Place place;
    private final LimitMarks marks;
    private final String currency;

    /**
     * @param acts null for those who only read
     * @param opened what the person opened and closed by hand
     */
    LimitGrid(
            Place place,
            ScopeTree tree,
            LimitMarks marks,
            String currency,
            @Nullable LimitActs acts,
            Map<LimitScope, Boolean> opened) {
        this.place = place;
        this.marks = marks;
        this.currency = currency;
        addClassNames("maru-fill", "maru-limits");
        addComponentHierarchyColumn(this::cell)
                .setHeader(t("limits.column"))
                .setFlexGrow(1)
                .setWidth("220px");
        if (acts != null) {
            addComponentColumn(row -> actions(row, acts))
                    .setHeader("")
                    .setWidth("128px")
                    .setFlexGrow(0)
                    .setFrozenToEnd(true);
        }
        setSelectionMode(SelectionMode.NONE);
        setItems(
                List.of(tree.root()),
                row -> tree.under(row).stream()
                        .filter(below -> isShown(tree, below))
                        .toList());
        for (var node : tree.all()) {
            if (opened.getOrDefault(node.scope(), opens(tree, node))) {
                expand(node);
            }
        }
        var binding = marks.binding();
        if (binding != null) {
            scrollToItem(
                    switch (binding) {
                        case Bound.OfLimit(var use) -> new LimitRow(use);
                        case Bound.OfBudget(var use) -> new BudgetRow(use);
                    });
        }
        addExpandListener(event -> remember(event.getItems(), opened, true, event.isFromClient()));
        addCollapseListener(event -> remember(event.getItems(), opened, false, event.isFromClient()));
    }

    private boolean opens(ScopeTree tree, Node node) {
        return node.scope().equals(LimitScope.TENANT)
                || (marks.call() == null ? tree.isUsed(node.scope()) : marks.isOnTheWay(node.scope()));
    }

    /** Where a call was asked about, scopes that have nothing to do with it are out of the way. */
    private boolean isShown(ScopeTree tree, Row row) {
        return !(row instanceof Node node)
                || marks.call() == null
                || tree.isUsed(node.scope())
                || marks.isOnTheWay(node.scope());
    }

    private static void remember(Iterable<Row> rows, Map<LimitScope, Boolean> opened, boolean open, boolean byPerson) {
        for (var row : rows) {
            if (byPerson && row instanceof Node node) {
                opened.put(node.scope(), open);
            }
        }
    }

    private Component cell(Row row) {
        return switch (row) {
            case Node node -> node(node);
            case LimitRow(var use) -> {
                var words = new Span(LimitTexts.words(use.limit()));
                var bound = new Bound.OfLimit(use);
                var line = line(words, bound, use.limit().enabled(), false);
                line.getElement().setAttribute("data-limit", use.limit().id().toString());
                yield line;
            }
            case BudgetRow(var use) -> {
                var budget = use.budget();
                var bound = new Bound.OfBudget(use);
                var words =
                        new Anchor(place.inTenant("budgets?budget=" + budget.id()), LimitTexts.words(bound, currency));
                yield line(words, bound, budget.enabled(), !budget.hard());
            }
        };
    }

    private static Component node(Node node) {
        var name = new Span(node.name());
        name.addClassName("maru-limit-name");
        var kind = new Span(node.kind());
        kind.addClassNames("maru-quiet", "maru-small");
        var cell = new Div(node.glyph().create(), name, kind);
        cell.addClassName("maru-limit-node");
        return cell;
    }

    private Div line(Component words, Bound bound, boolean on, boolean alertOnly) {
        words.addClassName("maru-limit-words");
        var chips = new Div(chips(bound, on, alertOnly));
        chips.addClassName("maru-limit-chips");
        var line = new Div(words, standing(bound, on), chips);
        line.addClassName("maru-limit-row");
        return line;
    }

    private Component standing(Bound bound, boolean on) {
        var standing = new Div();
        standing.addClassName("maru-limit-left");
        if (on) {
            var text = LimitTexts.left(bound, currency);
            var words = new Span(text);
            words.addClassNames("maru-small", "maru-quiet");
            standing.add(Meter.left(text, bound.shareLeft()), words);
        }
        return standing;
    }

    private Component chips(Bound bound, boolean on, boolean alertOnly) {
        if (!on) {
            return new Chip(t("limits.off"), Tone.PLAIN, Glyph.PAUSE);
        }
        if (marks.binds(bound)) {
            return bound.shareLeft() > 0
                    ? new Chip(t("limits.binds"), Tone.WARN, Glyph.WARNING)
                    : new Chip(t("limits.refuses"), Tone.BAD, Glyph.BLOCKED);
        }
        if (bound instanceof Bound.OfLimit(var use)
                && use.limit().id().toString().equals(marks.looked())) {
            return new Chip(t("limits.looked"), Tone.ACCENT, Glyph.INFO);
        }
        if (alertOnly) {
            return new Chip(t("budgets.soft.short"), Tone.PLAIN, Glyph.INFO);
        }
        return marks.applies(bound) ? new Chip(t("limits.applies"), Tone.ACCENT, Glyph.CHECK) : new Span();
    }

    private static Component actions(Row row, LimitActs acts) {
        var buttons = new Div();
        buttons.addClassName("maru-limit-acts");
        switch (row) {
            case Node node ->
                buttons.add(Buttons.icon(t("limits.add.to", node.name()), Glyph.ADD, () -> acts.add(node.scope())));
            case LimitRow(var use) -> {
                var words = LimitTexts.words(use.limit());
                buttons.add(
                        Buttons.icon(t("limits.edit.of", words), Glyph.EDIT, () -> acts.edit(use)),
                        use.limit().enabled()
                                ? Buttons.icon(
                                        t("limits.switch-off.of", words), Glyph.PAUSE, () -> acts.switchTo(use, false))
                                : Buttons.icon(
                                        t("limits.switch-on.of", words), Glyph.PLAY, () -> acts.switchTo(use, true)),
                        Buttons.icon(t("limits.delete.of", words), Glyph.DELETE, () -> acts.delete(use)));
            }
            case BudgetRow _ -> {}
        }
        return buttons;
    }
}
