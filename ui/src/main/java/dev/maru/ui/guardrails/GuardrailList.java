package dev.maru.ui.guardrails;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.access.ApiKeyService;
import dev.maru.core.id.ApiKeyId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.guard.Guardrail;
import dev.maru.gateway.guard.GuardrailService.Listed;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.util.List;
import java.util.function.Consumer;

/** The guardrails as rows. */
final class GuardrailList extends Grid<Listed> {
    private final Place place;
    private final ApiKeyService keys;
    private final boolean mayManage;
    private final Consumer<Guardrail> remove;

    GuardrailList(Place place, ApiKeyService keys, boolean mayManage, List<Listed> items, Consumer<Guardrail> remove) {
        this.place = place;
        this.keys = keys;
        this.mayManage = mayManage;
        this.remove = remove;
        setAllRowsVisible(true);
        addComponentColumn(this::name)
                .setHeader(t("guardrails.name"))
                .setFlexGrow(3)
                .setWidth("190px");
        addComponentColumn(GuardrailList::effect)
                .setHeader(t("guardrails.action"))
                .setFlexGrow(0)
                .setWidth("160px");
        addComponentColumn(this::scope)
                .setHeader(t("guardrails.scope"))
                .setFlexGrow(1)
                .setWidth("120px");
        addColumn(listed -> Formats.current().number(listed.findings()))
                .setHeader(t("guardrails.findings"))
                .setFlexGrow(0)
                .setWidth("110px");
        if (mayManage) {
            addComponentColumn(this::acts).setAutoWidth(true).setFlexGrow(0);
        }
        setItems(items);
    }

    private Component name(Listed listed) {
        var guardrail = listed.guardrail();
        var data = guardrail.data();
        var about = new Span(GuardrailTexts.check(data.check().kind()) + " · " + GuardrailTexts.about(data.check()));
        about.addClassNames("maru-quiet", "maru-small", "maru-truncate");
        about.getElement().setAttribute("title", about.getText());
        var cell = new Div(title(guardrail), about);
        cell.addClassName("maru-cell-two");
        return cell;
    }

    private Component title(Guardrail guardrail) {
        var row = new Span(open(guardrail));
        row.addClassName("maru-row");
        if (!guardrail.data().enabled()) {
            row.add(new Chip(t("guardrails.off"), Tone.PLAIN, Glyph.BLOCKED));
        }
        return row;
    }

    private Component open(Guardrail guardrail) {
        if (!mayManage) {
            return new Span(guardrail.name());
        }
        var link = new Anchor(place.inProject("guardrails?edit=" + guardrail.id()), guardrail.name());
        link.addClassNames("maru-row-link", "maru-truncate");
        return link;
    }

    private static Component effect(Listed listed) {
        var data = listed.guardrail().data();
        var stage = new Span(GuardrailTexts.stage(data.stage()));
        stage.addClassNames("maru-quiet", "maru-small");
        var cell = new Div(
                Chip.row(List.of(
                        GuardrailTexts.action(data.action(), data.check().kind()))),
                stage);
        cell.addClassName("maru-cell-two");
        return cell;
    }

    private Component scope(Listed listed) {
        var key = listed.guardrail().data().key();
        var text = new Span(key == null ? t("guardrails.scope.project") : t("guardrails.scope.key", name(key)));
        text.addClassName("maru-wrap");
        return text;
    }

    private String name(ApiKeyId key) {
        var caller = place.caller();
        if (!caller.may(Permission.READ_KEYS)) {
            return key.toString();
        }
        try {
            return keys.get(caller, key).data().name();
        } catch (PlatformException gone) {
            return key.toString();
        }
    }

    private Component acts(Listed listed) {
        var guardrail = listed.guardrail();
        return Buttons.icon(t("guardrails.delete.of", guardrail.name()), Glyph.DELETE, () -> remove.accept(guardrail));
    }
}
