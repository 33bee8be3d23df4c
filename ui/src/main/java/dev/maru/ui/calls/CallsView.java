package dev.maru.ui.calls;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.maru.access.ApiKeyService;
import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.call.CallListItem;
import dev.maru.gateway.call.CallOutcome;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.call.PayloadPolicyService;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.platform.settings.MaruSettings;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.CallSamples;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.CursorItems;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Fields;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Split;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls of a project, filtered, with everything that is known about the one chosen. */
@PermitAll
@Route(value = "p/:tenant/:project/calls", layout = MainLayout.class)
final class CallsView extends Page {
    private static final List<String> OUTCOMES =
            Stream.of(CallOutcome.values()).map(CallOutcome::wireName).toList();

    private final CallService calls;
    private final PayloadPolicyService payloads;
    private final CatalogService catalog;
    private final ApiKeyService keys;
    private final Refusals refusals;
    private final MaruSettings settings;
    private final Clock clock;
    private final Div filters = new Div();
    private final Split split = new Split("460px", () -> select(null));
    private @Nullable Query listed;

    CallsView(
            Places places,
            CallService calls,
            PayloadPolicyService payloads,
            CatalogService catalog,
            ApiKeyService keys,
            Refusals refusals,
            MaruSettings settings,
            Clock clock) {
        super(places, Permission.READ_CALLS);
        this.calls = calls;
        this.payloads = payloads;
        this.catalog = catalog;
        this.keys = keys;
        this.refusals = refusals;
        this.settings = settings;
        this.clock = clock;
        addClassName("maru-page-full");
    }

    @Override
    protected String title() {
        return t("nav.calls");
    }

    @Override
    protected void show(Query query) {
        if (listed == null) {
            build(query);
        }
        var wanted = query.with("call", null);
        if (!wanted.equals(listed)) {
            listed = wanted;
            showList(wanted);
        }
        split.setDetail(query.get("call").flatMap(this::detail).orElse(null));
    }

    private void build(Query query) {
        var header = new Header(title(), t("calls.explained"));
        header.act(Buttons.plain(t("calls.refresh"), Glyph.REFRESH, () -> showList(query().with("call", null))));
        if (place().may(Permission.MANAGE_PROJECTS)) {
            header.act(Buttons.plain(
                    t("capture.open"), Glyph.SETTINGS, () -> new CaptureDialog(place(), payloads).open()));
        }
        var search = Fields.search(t("calls.search"), text -> set("q", text, true));
        search.setValue(query.get("q", ""));
        var names = catalog.models(place().caller()).stream()
                .map(CatalogModel::qualifiedName)
                .toList();
        var model = Fields.choice(t("calls.model"), names, name -> name, name -> set("model", name, false));
        query.get("model").filter(names::contains).ifPresent(model::setValue);
        var outcome = Fields.choice(
                t("calls.outcome"), OUTCOMES, name -> t("outcome." + name), name -> set("outcome", name, false));
        query.get("outcome").filter(OUTCOMES::contains).ifPresent(outcome::setValue);
        var range = Fields.choice(
                t("calls.time"), CallFilters.RANGES, name -> t("range." + name), name -> set("range", name, false));
        query.get("range").filter(CallFilters.RANGES::contains).ifPresent(range::setValue);
        filters.add(search, model, outcome, range);
        filters.addClassName("maru-filters");
        narrowing("prompt", query).ifPresent(filters::add);
        narrowing("key", query).ifPresent(filters::add);
        add(header, filters, split);
    }

    /** A filter that came with a link, and the way to take it off. */
    private Optional<Component> narrowing(String name, Query query) {
        return query.get(name).map(value -> {
            var all = new Anchor(
                    place().inProject("calls") + query.with(name, null).suffix(), t("filter.remove"));
            var row = new Span(new Chip(t("calls.only." + name, named(name, value)), Tone.ACCENT), all);
            row.addClassName("maru-row");
            return row;
        });
    }

    private String named(String filter, String value) {
        try {
            return filter.equals("key") ? new KeyNames(keys, place()).name(ApiKeyId.parse(value)) : value;
        } catch (IllegalArgumentException notAnId) {
            return value;
        }
    }

    private void set(String name, @Nullable String value, boolean typing) {
        var next = query().with(name, value).with("call", null);
        if (typing) {
            replace(next);
        } else {
            go(next);
        }
    }

    private void showList(Query query) {
        var filter = CallFilters.of(query, clock.instant());
        var items = new CursorItems<CallListItem>((after, limit) -> calls.page(place().caller(), filter, after, limit));
        if (!items.isEmpty()) {
            var grid = new CallGrid(clock, call -> select(call.id()));
            items.showIn(grid);
            split.setMaster(grid);
        } else if (query.values().isEmpty()) {
            var sample = CallSamples.of(settings.publicUrl(), "maru/offline", t("sample.question"));
            split.setMaster(new EmptyState(
                            Glyph.CALLS,
                            t("calls.empty"),
                            t("calls.empty.text"),
                            new Anchor(place().inProject("keys?new=1"), t("keys.new")))
                    .sample(new CodeBlock(sample.curl())));
        } else {
            split.setMaster(new EmptyState(Glyph.SEARCH, t("filter.nothing"), t("filter.nothing.text")));
        }
    }

    private Optional<CallDetailPanel> detail(String id) {
        try {
            var caller = place().caller();
            var found = calls.find(caller, RequestId.parse(id));
            return Optional.of(new CallDetailPanel(
                    place(),
                    found,
                    new PriceLookup(catalog, caller),
                    new KeyNames(keys, place()),
                    refusals,
                    () -> select(null)));
        } catch (IllegalArgumentException notAnId) {
            // A link that was cut short: the list is still of use.
            return Optional.empty();
        }
    }

    private void select(@Nullable RequestId call) {
        go(query().with("call", call == null ? null : call.toString()));
    }
}
