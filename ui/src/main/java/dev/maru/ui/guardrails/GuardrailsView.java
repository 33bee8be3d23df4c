package dev.maru.ui.guardrails;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.guard.Guardrail;
import dev.maru.gateway.guard.GuardrailService.Listed;
import dev.maru.gateway.guard.TrialCheck;
import dev.maru.ui.component.Buttons;
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
import java.util.List;

/** The guardrails of a project, and a text to try those with that are switched on. */
@PermitAll
@Route(value = "p/:tenant/:project/guardrails", layout = MainLayout.class)
final class GuardrailsView extends Page {
    private final GuardrailTools tools;

    GuardrailsView(Places places, GuardrailTools tools) {
        super(places, Permission.READ_MODELS);
        this.tools = tools;
    }

    @Override
    protected String title() {
        return t("nav.guardrails");
    }

    @Override
    protected void show(Query query) {
        removeAll();
        var items = tools.guardrails().list(place().caller());
        var mayManage = place().may(Permission.MANAGE_MODELS);
        var header = new Header(title(), t("guardrails.explained"));
        add(header);
        if (items.isEmpty()) {
            add(nothing(mayManage));
        } else {
            if (mayManage) {
                header.act(newGuardrail());
            }
            var list = new GuardrailList(place(), tools.keys(), mayManage, items, this::remove);
            var columns = new Div(list, trial(items));
            columns.addClassNames("maru-columns", "maru-guardrails");
            add(columns);
        }
        if (mayManage) {
            openAsked(query, items);
        }
    }

    private Component newGuardrail() {
        return Buttons.primary(t("guardrails.new"), Glyph.ADD, () -> go(query().with("new", "1")));
    }

    private Component nothing(boolean mayManage) {
        return mayManage
                ? new EmptyState(Glyph.VERIFIED, t("guardrails.empty"), t("guardrails.empty.text"), newGuardrail())
                : new EmptyState(Glyph.VERIFIED, t("guardrails.empty"), t("guardrails.empty.text"));
    }

    private Component trial(List<Listed> items) {
        var checks = items.stream()
                .map(listed -> listed.guardrail().data())
                .filter(data -> data.enabled())
                .map(data -> new TrialCheck(data.check(), data.action()))
                .toList();
        var explained = new Paragraph(t("guardrails.try.explained"));
        explained.addClassNames("maru-quiet", "maru-small");
        var panel = new Div(new H2(Glyph.PLAY.create(), new Span(t("guardrails.try"))), explained);
        panel.addClassName("maru-panel");
        panel.add(new TrialBox("guardrail-try", place(), tools.guardrails(), () -> checks));
        return panel;
    }

    private void openAsked(Query query, List<Listed> items) {
        if (query.get("new").isPresent()) {
            opened(new GuardrailDialog(place(), tools, null));
        }
        query.get("edit")
                .ifPresent(id -> items.stream()
                        .map(Listed::guardrail)
                        .filter(guardrail -> guardrail.id().toString().equals(id))
                        .findFirst()
                        .ifPresent(guardrail -> opened(new GuardrailDialog(place(), tools, guardrail))));
    }

    private void opened(Dialog dialog) {
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                go(query().with("new", null).with("edit", null));
            }
        });
        dialog.open();
    }

    private void remove(Guardrail guardrail) {
        new ConfirmDialog(
                        t("guardrails.delete"),
                        t("guardrails.delete.consequence", guardrail.name()),
                        t("guardrails.delete"),
                        () -> {
                            tools.guardrails().delete(place().caller(), guardrail.id());
                            Notices.success(t("guardrails.deleted", guardrail.name()));
                            refresh();
                        })
                .open();
    }
}
