package dev.maru.ui.traces;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.trace.TraceListItem;
import dev.maru.gateway.trace.TraceService;
import dev.maru.platform.settings.MaruSettings;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CodeTabs;
import dev.maru.ui.component.CursorItems;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Fields;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The traces of a project, filtered; where there is none, how to send some. */
@PermitAll
@Route(value = "p/:tenant/:project/traces", layout = MainLayout.class)
final class TracesView extends Page {
    private final TraceService traces;
    private final MaruSettings settings;
    private final Clock clock;
    private final Div filters = new Div();
    private final Div narrowings = new Div();
    private final Div content = new Div();
    private boolean built;

    TracesView(Places places, TraceService traces, MaruSettings settings, Clock clock) {
        super(places, Permission.READ_CALLS);
        this.traces = traces;
        this.settings = settings;
        this.clock = clock;
        addClassName("maru-page-full");
        content.addClassNames("maru-fill", "maru-stack");
        narrowings.addClassName("maru-filters");
    }

    @Override
    protected String title() {
        return t("nav.traces");
    }

    @Override
    protected void show(Query query) {
        if (!built) {
            built = true;
            build(query);
        }
        narrowings.removeAll();
        TraceFilters.NARROWINGS.forEach(name -> narrowing(name, query).ifPresent(narrowings::add));
        narrowings.setVisible(narrowings.getComponentCount() > 0);
        content.removeAll();
        content.add(list(query));
    }

    private void build(Query query) {
        var header = new Header(title(), t("traces.explained"));
        header.act(Buttons.plain(t("traces.refresh"), Glyph.REFRESH, this::refresh));
        var search = Fields.search(t("traces.search"), text -> replace(query().with("q", text)));
        search.setValue(query.get("q", ""));
        var status = Fields.choice(
                t("traces.status"),
                TraceFilters.STATUSES,
                name -> t("traces.status." + name),
                name -> choose("status", name));
        query.get("status").filter(TraceFilters.STATUSES::contains).ifPresent(status::setValue);
        var range = Fields.choice(
                t("traces.time"), TraceFilters.RANGES, name -> t("range." + name), name -> choose("range", name));
        query.get("range").filter(TraceFilters.RANGES::contains).ifPresent(range::setValue);
        filters.add(search, status, range);
        filters.addClassName("maru-filters");
        add(header, filters, narrowings, content);
    }

    private void choose(String name, @Nullable String value) {
        go(query().with(name, value));
    }

    /** A filter that came with a link, and the way to take it off. */
    private Optional<Component> narrowing(String name, Query query) {
        return query.get(name).map(value -> {
            var all = new Anchor(
                    place().inProject("traces") + query.with(name, null).suffix(), t("filter.remove"));
            var row = new Span(new Chip(t("traces.only." + name, value), Tone.ACCENT), all);
            row.addClassName("maru-row");
            return row;
        });
    }

    private Component list(Query query) {
        var filter = TraceFilters.of(query, clock.instant());
        var items =
                new CursorItems<TraceListItem>((after, limit) -> traces.page(place().caller(), filter, after, limit));
        if (!items.isEmpty()) {
            var grid = new TraceGrid(place(), clock);
            items.showIn(grid);
            return grid;
        }
        if (!query.values().isEmpty()) {
            return new EmptyState(Glyph.SEARCH, t("filter.nothing"), t("filter.nothing.text"));
        }
        var setup = new CodeTabs(t("traces.setup"), TraceSetup.of(settings.publicUrl()));
        return new EmptyState(
                        Glyph.TRACES,
                        t("traces.empty"),
                        t("traces.empty.text"),
                        new Anchor(place().inProject("keys?new=1"), t("keys.new")))
                .sample(setup);
    }
}
