package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.Protection;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Times;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** The rules of a project: which labels take approvals, and which folders only some may write into. */
@PermitAll
@Route(value = "p/:tenant/:project/release-rules", layout = MainLayout.class)
final class RulesView extends Page {
    private final ReleaseTools tools;

    RulesView(Places places, ReleaseTools tools) {
        super(places, Permission.READ_PROMPTS);
        this.tools = tools;
    }

    @Override
    protected String title() {
        return t("rules.title");
    }

    @Override
    protected List<Crumb> above() {
        return List.of(new Crumb(t("nav.prompts"), place().inProject("prompts")));
    }

    @Override
    protected void show(Query query) {
        removeAll();
        var manages = place().may(Permission.MANAGE_PROMPTS);
        var header = new Header(title(), t("rules.explained"));
        add(header);
        var rules = tools.protections().list(place().caller());
        if (rules.isEmpty()) {
            add(new EmptyState(
                    Glyph.LOCK,
                    t("rules.empty"),
                    t(manages ? "rules.empty.text" : "rules.empty.ask"),
                    manages ? addButton() : new Div()));
            return;
        }
        if (manages) {
            header.act(addButton());
        }
        add(grid(rules, manages));
    }

    private Component addButton() {
        var add = Buttons.primary(t("rules.add"), Glyph.ADD, () -> opened(RuleDialog.adding(place(), tools)));
        add.setId("add-rule");
        return add;
    }

    private Grid<Protection> grid(List<Protection> rules, boolean manages) {
        var grid = new Grid<Protection>();
        grid.addThemeName("wrap-cell-content");
        grid.addColumn(RulesView::where)
                .setHeader(t("rules.where"))
                .setFlexGrow(2)
                .setWidth("150px");
        grid.addComponentColumn(RulesView::what).setHeader(t("rules.what")).setAutoWidth(true);
        grid.addColumn(RulesView::needs)
                .setHeader(t("rules.needs"))
                .setFlexGrow(3)
                .setWidth("200px");
        grid.addColumn(Protection::createdBy).setHeader(t("rules.by")).setWidth("140px");
        grid.addComponentColumn(rule -> Times.relative(rule.createdAt(), tools.clock()))
                .setHeader(t("rules.at"))
                .setAutoWidth(true);
        if (manages) {
            grid.addComponentColumn(this::acts)
                    .setAutoWidth(true)
                    .setFlexGrow(0)
                    .setFrozenToEnd(true);
        }
        grid.setItems(rules);
        grid.setAllRowsVisible(true);
        return grid;
    }

    private static String where(Protection rule) {
        return rule.folder().isEmpty() ? t("rules.everywhere") : rule.folder() + "/";
    }

    private static Component what(Protection rule) {
        var label = rule.label();
        return label == null ? new Div(t("rules.writing")) : LabelChip.of(label);
    }

    private static String needs(Protection rule) {
        if (rule.label() == null) {
            return t("rules.needs.writing");
        }
        var who = rule.approvals() == 0 ? t("rules.needs.managers") : t("rules.needs.approvals", rule.approvals());
        return rule.gate() == null ? who : who + " " + t("release.terms.gates", rule.gate());
    }

    private Component acts(Protection rule) {
        var row = new Div();
        row.addClassName("maru-row");
        if (rule.label() != null) {
            row.add(Buttons.icon(
                    t("rules.change"), Glyph.EDIT, () -> opened(RuleDialog.changing(place(), tools, rule))));
        }
        row.add(Buttons.icon(
                t("rules.remove"),
                Glyph.DELETE,
                () -> opened(new ConfirmDialog(
                        t("rules.remove"),
                        t("rules.remove.consequence"),
                        t("rules.remove"),
                        () -> tools.protections().remove(place().caller(), rule.id())))));
        return row;
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
