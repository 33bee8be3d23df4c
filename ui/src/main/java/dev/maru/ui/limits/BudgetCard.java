package dev.maru.ui.limits;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.budget.Budget;
import dev.maru.gateway.budget.BudgetUse;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.InlineCopy;
import dev.maru.ui.component.Meter;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One budget: its bar, its numbers, who is told when, and which instances hold parts of it. */
final class BudgetCard extends Div {
    /** An instance that was heard of within this time lives, and its part cannot be written off. */
    private static final Duration SILENT = Duration.ofMinutes(1);

    private final Place place;
    private final LimitTools tools;
    private final ScopeNames names;
    private final BudgetUse use;
    private final String currency;
    private final Formats formats = Formats.current();

    /** What can be done about budgets by those who may. */
    interface Acts {
        void edit(BudgetUse use);

        void delete(BudgetUse use);

        void writeOff(BudgetUse use, BudgetUse.Lease lease);
    }

    BudgetCard(Place place, LimitTools tools, ScopeNames names, BudgetUse use, @Nullable Acts acts) {
        this.place = place;
        this.tools = tools;
        this.names = names;
        this.use = use;
        this.currency = tools.budgets().currency();
        addClassName("maru-panel");
        add(head(), meter(), money());
        if (use.budget().hard() && use.overrun().signum() > 0) {
            add(new Note(Tone.WARN, t("budgets.overrun", exact(use.overrun()))));
        }
        add(facts());
        if (!use.leases().isEmpty()) {
            add(leases(acts));
        }
        var row = new Div();
        row.addClassName("maru-actions");
        if (acts != null) {
            row.add(
                    Buttons.plain(t("budgets.edit"), Glyph.EDIT, () -> acts.edit(use)),
                    Buttons.icon(t("budgets.delete.of", use.budget().name()), Glyph.DELETE, () -> acts.delete(use)));
        }
        calls().ifPresent(row::add);
        if (row.getComponentCount() > 0) {
            add(row);
        }
    }

    private Component head() {
        var budget = use.budget();
        var title = new H2(budget.name());
        title.addClassName("maru-wrap");
        var where = new Span(names.words(budget.scope()));
        where.addClassNames("maru-quiet", "maru-small", "maru-wrap");
        var text = new Div(title, where);
        text.addClassNames("maru-grow", "maru-stack-tight");
        var head = new Div(text, state(budget));
        head.addClassName("maru-row");
        return head;
    }

    private static Chip state(Budget budget) {
        if (!budget.enabled()) {
            return new Chip(t("limits.off"), Tone.PLAIN, Glyph.PAUSE);
        }
        return budget.hard()
                ? new Chip(t("budgets.hard.short"), Tone.ACCENT, Glyph.LOCK)
                : new Chip(t("budgets.soft.short"), Tone.PLAIN, Glyph.INFO);
    }

    /** Spent and reserved, of the amount; what is left stays empty. */
    private Component meter() {
        var spent = share(use.spent());
        return new Meter(
                t("budgets.meter", exact(use.spent()), exact(use.reserved()), exact(use.remaining())),
                List.of(new Meter.Part("spent", spent), new Meter.Part("reserved", share(use.reserved()))),
                Meter.toneOfLeft(use.shareLeft()));
    }

    private double share(BigDecimal part) {
        var amount = use.budget().amount();
        return amount.signum() == 0 ? 1 : part.doubleValue() / amount.doubleValue();
    }

    private Component money() {
        var row = new Div(
                figure("spent", use.spent()), figure("reserved", use.reserved()), figure("left", use.remaining()));
        row.addClassName("maru-budget-figures");
        return row;
    }

    private Component figure(String name, BigDecimal amount) {
        var label = new Span(t("budgets." + name));
        label.addClassNames("maru-quiet", "maru-small");
        var value = new Span(exact(amount));
        value.addClassName("maru-budget-figure");
        var cell = new Div(label, value);
        cell.addClassName("maru-cell-two");
        cell.getElement().setAttribute("data-part", name);
        return cell;
    }

    private String exact(BigDecimal amount) {
        return formats.exactMoney(amount, currency);
    }

    private Component facts() {
        var budget = use.budget();
        var end = use.span().end();
        return new Facts()
                .add(t("budgets.amount"), LimitTexts.amount(budget, currency))
                .add(
                        t("budgets.resets"),
                        end == null
                                ? new Span(t("budgets.resets.never"))
                                : new Span(
                                        Times.relative(end, tools.clock()),
                                        new Span(" · " + LimitTexts.zone(budget.zone()))))
                .add(t("budgets.thresholds"), thresholds())
                .add(t("budgets.told"), told());
    }

    private Component thresholds() {
        var budget = use.budget();
        if (budget.thresholds().isEmpty()) {
            return new Span(t("budgets.thresholds.none"));
        }
        var chips = new ArrayList<Chip>();
        for (var threshold : budget.thresholds()) {
            var text = formats.percent(threshold / 100.0);
            chips.add(
                    use.passed().contains(threshold)
                            ? new Chip(t("budgets.passed", text), Tone.WARN, Glyph.WARNING)
                            : Chip.plain(text));
        }
        return Chip.row(chips);
    }

    /** Webhooks belong to projects, so only a budget of a project tells any. */
    private Component told() {
        var id = use.budget().scope().project();
        var project = place.projects().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst();
        if (project.isEmpty() || use.budget().thresholds().isEmpty()) {
            return new Span(t("budgets.told.nobody"));
        }
        var inside = place.in(project.get());
        var words = t("budgets.told.webhooks", project.get().name());
        return inside.may(Permission.MANAGE_WEBHOOKS)
                ? new Anchor(inside.inProject("webhooks"), words)
                : new Span(words);
    }

    private Component leases(@Nullable Acts acts) {
        var list = new Div();
        list.addClassName("maru-stack");
        var explained = new Paragraph(t("budgets.leases.explained"));
        explained.addClassNames("maru-quiet", "maru-small");
        list.add(explained);
        var now = tools.clock().instant();
        for (var lease : use.leases()) {
            var silent = lease.seenAt().plus(SILENT).isBefore(now);
            var seen = new Span(new Span(t("budgets.seen") + " "), Times.relative(lease.seenAt(), tools.clock()));
            seen.addClassNames("maru-quiet", "maru-small");
            var text = new Div(
                    new Span(exact(lease.amount())),
                    new InlineCopy(lease.instance().toString()),
                    seen);
            text.addClassNames("maru-grow", "maru-stack-tight");
            var row = new Div(text);
            row.addClassName("maru-row");
            if (silent && acts != null) {
                row.add(Buttons.plain(t("budgets.write-off"), Glyph.UNDO, () -> acts.writeOff(use, lease)));
            }
            list.add(row);
        }
        return new Details(t("budgets.leases", use.leases().size()), list);
    }

    /** Calls can be narrowed to a project, a key and a model; for other scopes a link would show the wrong ones. */
    private Optional<Component> calls() {
        LimitScope scope = use.budget().scope();
        var id = names.projectOf(scope);
        if (scope.member() != null || scope.tagName() != null) {
            return Optional.empty();
        }
        return place.projects().stream()
                .filter(project -> project.id().equals(id))
                .findFirst()
                .map(place::in)
                .filter(inside -> inside.may(Permission.READ_CALLS))
                .map(inside -> {
                    var key = scope.apiKey();
                    var filter = Query.none()
                            .with("key", key == null ? null : key.toString())
                            .with("model", scope.model());
                    var link = new Anchor(inside.inProject("calls") + filter.suffix(), t("budgets.calls"));
                    link.addClassName("maru-push");
                    return link;
                });
    }
}
