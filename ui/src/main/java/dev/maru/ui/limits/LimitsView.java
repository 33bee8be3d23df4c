package dev.maru.ui.limits;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.router.Route;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.budget.Allowance;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.gateway.limit.LimitUse;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.Map;

/** Everything that may refuse a call, as a tree of where it holds; and what would refuse a certain call first. */
@PermitAll
@Route(value = "t/:tenant/limits", layout = MainLayout.class)
final class LimitsView extends Page implements LimitActs {
    private final LimitTools tools;
    private final Map<LimitScope, Boolean> opened = new HashMap<>();

    LimitsView(Places places, LimitTools tools) {
        super(places, Permission.READ_USAGE);
        this.tools = tools;
        addClassName("maru-page-full");
    }

    @Override
    protected String title() {
        return t("nav.limits");
    }

    @Override
    protected void show(Query query) {
        removeAll();
        var caller = place().caller();
        var mayManage = caller.may(Permission.MANAGE_BUDGETS);
        var limits = tools.limits().list(caller);
        var budgets = tools.budgets().list(caller);
        var currency = tools.budgets().currency();
        var header = new Header(title(), t("limits.explained"));
        add(header);
        if (limits.isEmpty() && budgets.isEmpty()) {
            add(nothing(mayManage));
        } else {
            header.act(Buttons.quiet(t("limits.refresh"), Glyph.REFRESH, this::refresh));
            if (mayManage) {
                header.act(newLimit());
            }
            var names = new ScopeNames(place(), tools);
            var marks = LimitMarks.of(
                    BindingPanel.call(names, query),
                    Allowance.of(limits, budgets),
                    query.get("limit").orElse(null));
            add(
                    new BindingPanel(names, query, marks, currency, this::go),
                    new LimitGrid(
                            place(),
                            new ScopeTree(place(), names, limits, budgets),
                            marks,
                            currency,
                            mayManage ? this : null,
                            opened));
        }
        if (mayManage && query.get("new").isPresent()) {
            var dialog = new LimitDialog(place(), tools, new ScopeNames(place(), tools), LimitScope.TENANT);
            dialog.addOpenedChangeListener(event -> {
                if (!event.isOpened()) {
                    go(query().with("new", null));
                }
            });
            dialog.open();
        }
    }

    private Component newLimit() {
        return Buttons.primary(t("limits.new"), Glyph.ADD, () -> go(query().with("new", "1")));
    }

    private Component nothing(boolean mayManage) {
        var empty = mayManage
                ? new EmptyState(Glyph.LIMIT, t("limits.empty"), t("limits.empty.text"), newLimit())
                : new EmptyState(Glyph.LIMIT, t("limits.empty"), t("limits.empty.text"));
        return mayManage
                ? empty.sample(new CodeBlock("""
                        POST %s/api/tenants/%s/limits
                        {"kind": "requests", "amount": 60, "windowSeconds": 60}""".formatted(
                                tools.settings().publicUrl(), place().tenant().id())))
                : empty;
    }

    @Override
    public void add(LimitScope scope) {
        opened(new LimitDialog(place(), tools, new ScopeNames(place(), tools), scope));
    }

    @Override
    public void edit(LimitUse use) {
        opened(new LimitAmountDialog(place(), tools, new ScopeNames(place(), tools), use.limit()));
    }

    @Override
    public void switchTo(LimitUse use, boolean on) {
        var limit = use.limit();
        try {
            tools.limits().update(place().caller(), limit.id(), limit.version(), null, on);
            Notices.success(t(on ? "limits.switched-on" : "limits.switched-off", LimitTexts.words(limit)));
        } finally {
            refresh();
        }
    }

    @Override
    public void delete(LimitUse use) {
        var words = LimitTexts.words(use.limit());
        opened(new ConfirmDialog(
                t("limits.delete.of", words),
                t(
                        "limits.delete.consequence",
                        new ScopeNames(place(), tools).words(use.limit().scope())),
                t("limits.delete"),
                () -> {
                    tools.limits().delete(place().caller(), use.limit().id());
                    Notices.success(t("limits.deleted", words));
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
