package dev.maru.ui.limits;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.budget.BudgetUse;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.component.TypeNameDialog;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** The budgets of a tenant: what each may cost, what it has cost, and what is left until it begins anew. */
@PermitAll
@Route(value = "t/:tenant/budgets", layout = MainLayout.class)
final class BudgetsView extends Page implements BudgetCard.Acts {
    private final LimitTools tools;

    BudgetsView(Places places, LimitTools tools) {
        super(places, Permission.READ_USAGE);
        this.tools = tools;
    }

    @Override
    protected String title() {
        return t("nav.budgets");
    }

    @Override
    protected void show(Query query) {
        removeAll();
        var caller = place().caller();
        var mayManage = caller.may(Permission.MANAGE_BUDGETS);
        var budgets = tools.budgets().list(caller);
        var header = new Header(title(), t("budgets.explained"));
        add(header);
        if (budgets.isEmpty()) {
            add(nothing(mayManage));
        } else {
            if (mayManage) {
                header.act(newBudget());
            }
            show(query, budgets, mayManage);
        }
        if (mayManage && query.get("new").isPresent()) {
            var dialog = new BudgetDialog(place(), tools, new ScopeNames(place(), tools), null);
            dialog.addOpenedChangeListener(event -> {
                if (!event.isOpened()) {
                    go(query().with("new", null));
                }
            });
            dialog.open();
        }
    }

    private void show(Query query, List<BudgetUse> budgets, boolean mayManage) {
        var only = budgets.stream()
                .filter(use -> use.budget().id().toString().equals(query.get("budget", "")))
                .toList();
        if (!only.isEmpty() && budgets.size() > 1) {
            var all = new Anchor(place().inTenant("budgets"), t("filter.remove"));
            var row = new Div(new Chip(only.getFirst().budget().name(), Tone.ACCENT), all);
            row.addClassName("maru-row");
            add(row);
        }
        var names = new ScopeNames(place(), tools);
        var cards = new Div();
        cards.addClassNames("maru-cards", "maru-budgets");
        (only.isEmpty() ? budgets : only)
                .forEach(use -> cards.add(new BudgetCard(place(), tools, names, use, mayManage ? this : null)));
        add(cards);
    }

    private Component newBudget() {
        return Buttons.primary(t("budgets.new"), Glyph.ADD, () -> go(query().with("new", "1")));
    }

    private Component nothing(boolean mayManage) {
        var empty = mayManage
                ? new EmptyState(Glyph.BUDGET, t("budgets.empty"), t("budgets.empty.text"), newBudget())
                : new EmptyState(Glyph.BUDGET, t("budgets.empty"), t("budgets.empty.text"), new Span());
        return mayManage
                ? empty.sample(new CodeBlock("""
                        POST %s/api/tenants/%s/budgets
                        {"name": "Team", "amount": "50", "period": "month", "enforcement": "hard"}""".formatted(
                                tools.settings().publicUrl(), place().tenant().id())))
                : empty;
    }

    @Override
    public void edit(BudgetUse use) {
        opened(new BudgetDialog(place(), tools, new ScopeNames(place(), tools), use.budget()));
    }

    @Override
    public void delete(BudgetUse use) {
        var budget = use.budget();
        opened(new ConfirmDialog(
                t("budgets.delete.of", budget.name()), t("budgets.delete.consequence"), t("budgets.delete"), () -> {
                    tools.budgets().delete(place().caller(), budget.id());
                    Notices.success(t("budgets.deleted", budget.name()));
                }));
    }

    @Override
    public void writeOff(BudgetUse use, BudgetUse.Lease lease) {
        var budget = use.budget();
        var amount =
                Formats.current().exactMoney(lease.amount(), tools.budgets().currency());
        opened(new TypeNameDialog(
                t("budgets.write-off.of", amount),
                t("budgets.write-off.consequence", lease.instance().toString()),
                budget.name(),
                t("budgets.write-off"),
                typed -> {
                    tools.budgets().writeOff(place().caller(), budget.id(), lease.instance());
                    Notices.success(t("budgets.write-off.done", amount));
                }));
    }

    private void opened(Dialog dialog) {
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                refresh();
            }
        });
        dialog.open();
    }
}
