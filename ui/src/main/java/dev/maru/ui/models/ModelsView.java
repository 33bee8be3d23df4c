package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.router.Route;
import dev.maru.core.tenancy.Permission;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.UrlTabs;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;

/** The models of a tenant, the connections by which they are reached, and a place to ask one. */
@PermitAll
@Route(value = "p/:tenant/:project/models", layout = MainLayout.class)
final class ModelsView extends Page {
    private final ModelTools tools;

    ModelsView(Places places, ModelTools tools) {
        super(places, Permission.READ_MODELS);
        this.tools = tools;
    }

    @Override
    protected String title() {
        return t("nav.models");
    }

    @Override
    protected void show(Query query) {
        removeAll();
        var caller = place().caller();
        var mayManage = caller.may(Permission.MANAGE_MODELS);
        var header = new Header(title(), t("models.explained"));
        if (mayManage) {
            header.act(Buttons.primary(t("connections.new"), Glyph.ADD, this::addConnection));
        }
        var choices = new ArrayList<UrlTabs.Choice>();
        choices.add(new UrlTabs.Choice("models", t("models.tab")));
        choices.add(new UrlTabs.Choice("connections", t("connections.tab")));
        choices.add(new UrlTabs.Choice("endpoints", t("endpoints.tab")));
        if (caller.may(Permission.CALL_MODELS)) {
            choices.add(new UrlTabs.Choice("try", t("try.tab")));
        }
        var tab = query.get("tab", "models");
        add(
                header,
                new UrlTabs(
                        title(),
                        choices,
                        tab,
                        chosen -> go(Query.none().with("tab", chosen.equals("models") ? null : chosen))));
        switch (tab) {
            case "connections" ->
                add(new ConnectionsTab(place(), tools, mayManage, this::addConnection, this::opened, this::refresh));
            case "endpoints" ->
                add(new EndpointsTab(place(), tools, mayManage, query, this::go, this::opened, this::refresh));
            case "try" -> add(new TryPanel(place(), tools, query.get("model").orElse(null)));
            default -> add(models(query, mayManage));
        }
        if (mayManage && query.get("new").isPresent()) {
            var dialog = new ConnectionDialog(place(), tools, null);
            dialog.addOpenedChangeListener(event -> {
                if (!event.isOpened()) {
                    go(query().with("new", null));
                }
            });
            dialog.open();
        }
    }

    /** The cards, or one model, or some side by side, as the address says. */
    private Component models(Query query, boolean mayManage) {
        var compared = List.of(query.get("compare", "").split(","));
        if (compared.size() > 1) {
            return new CompareTable(place(), tools, compared, this::go);
        }
        var wanted = query.get("show", "");
        return tools.catalog().models(place().caller()).stream()
                .filter(model -> model.qualifiedName().equals(wanted))
                .findFirst()
                .<Component>map(model ->
                        new ModelPanel(place(), tools, model, mayManage, query, this::go, this::opened, this::refresh))
                .orElseGet(
                        () -> new ModelsTab(place(), tools, mayManage, query, this::go, this::opened, this::refresh));
    }

    private void addConnection() {
        go(query().with("tab", "connections").with("new", "1"));
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
