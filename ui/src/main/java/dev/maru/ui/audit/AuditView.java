package dev.maru.ui.audit;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.maru.access.audit.AuditEntry;
import dev.maru.access.audit.AuditService;
import dev.maru.core.tenancy.Permission;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.CursorItems;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Fields;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Split;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who changed what in a tenant, and whether the trail is still as it was written. */
@PermitAll
@Route(value = "t/:tenant/audit", layout = MainLayout.class)
final class AuditView extends Page {
    private static final List<String> KINDS = List.of(
            "tenant",
            "project",
            "member",
            "invitation",
            "key",
            "connection",
            "model",
            "price",
            "prompt",
            "payload",
            "webhook");

    private final AuditService audit;
    private final Div verification = new Div();
    private final Split split = new Split("420px", () -> go(query().with("entry", null)));

    AuditView(Places places, AuditService audit) {
        super(places, Permission.READ_AUDIT);
        this.audit = audit;
        addClassName("maru-page-full");
        verification.setVisible(false);
    }

    @Override
    protected String title() {
        return t("nav.audit");
    }

    @Override
    protected void show(Query query) {
        if (getChildren().findAny().isEmpty()) {
            add(
                    new Header(title(), t("audit.explained"))
                            .act(Buttons.plain(t("audit.verify"), Glyph.VERIFIED, this::verify)),
                    verification,
                    filters(query),
                    split);
        }
        var filter = AuditFilters.of(query, Formats.current().zone());
        var items = new CursorItems<AuditEntry>((after, limit) -> audit.page(place().caller(), filter, after, limit));
        split.setMaster(
                items.isEmpty() ? new EmptyState(Glyph.AUDIT, t("audit.empty"), t("audit.empty.text")) : grid(items));
        var entry = query.get("entry")
                .flatMap(
                        id -> items.first(candidate -> candidate.id().toString().equals(id)));
        split.setDetail(entry.map(found -> new AuditDetail(found, () -> go(query().with("entry", null))))
                .orElse(null));
    }

    private Component filters(Query query) {
        var action =
                Fields.choice(t("audit.kind"), KINDS, kind -> t("audit.kind." + kind), chosen -> set("kind", chosen));
        query.get("kind").filter(KINDS::contains).ifPresent(action::setValue);
        var bar = new Div(action, date("from", t("filter.from"), query), date("to", t("filter.to"), query));
        bar.addClassName("maru-filters");
        return bar;
    }

    private DatePicker date(String name, String label, Query query) {
        var field = new DatePicker();
        field.setPlaceholder(label);
        field.setAriaLabel(label);
        field.setClearButtonVisible(true);
        AuditFilters.date(query, name).ifPresent(field::setValue);
        field.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                set(name, event.getValue() == null ? null : event.getValue().toString());
            }
        });
        return field;
    }

    private void set(String name, @Nullable String value) {
        replace(query().with(name, value).with("entry", null));
    }

    private Grid<AuditEntry> grid(CursorItems<AuditEntry> items) {
        var grid = new Grid<AuditEntry>();
        grid.setSizeFull();
        grid.addComponentColumn(entry -> Times.exact(entry.at()))
                .setHeader(t("audit.at"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(AuditEntry::actorName).setHeader(t("audit.who")).setWidth("150px");
        grid.addComponentColumn(entry -> {
                    var action = new Span(entry.action());
                    action.addClassName("maru-mono");
                    action.getElement().setAttribute("data-row-open", "");
                    return action;
                })
                .setHeader(t("audit.what"))
                .setWidth("180px");
        grid.addColumn(entry -> entry.targetName() == null ? "" : entry.targetName())
                .setHeader(t("audit.target"))
                .setFlexGrow(2)
                .setWidth("160px");
        grid.addItemClickListener(
                event -> go(query().with("entry", event.getItem().id().toString())));
        items.showIn(grid);
        return grid;
    }

    private void verify() {
        var result = audit.verify(place().caller());
        verification.removeAll();
        verification.setVisible(true);
        var formats = Formats.current();
        verification.add(
                result.intact()
                        ? new Note(
                                Tone.GOOD,
                                t("audit.intact", formats.number(result.sealed()), formats.number(result.waiting())))
                        : new Note(
                                Tone.BAD,
                                t(
                                        "audit.broken",
                                        String.valueOf(result.brokenAt()),
                                        String.valueOf(result.finding()))));
    }
}
