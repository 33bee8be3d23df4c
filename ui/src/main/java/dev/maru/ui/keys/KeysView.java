package dev.maru.ui.keys;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.maru.access.ApiKey;
import dev.maru.access.ApiKeyService;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.budget.AllowanceService;
import dev.maru.gateway.budget.BudgetService;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.platform.settings.MaruSettings;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CursorItems;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.InlineCopy;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;

/** The API keys of a project. */
@PermitAll
@Route(value = "p/:tenant/:project/keys", layout = MainLayout.class)
final class KeysView extends Page {
    private final ApiKeyService keys;
    private final CatalogService catalog;
    private final AllowanceService allowances;
    private final BudgetService budgets;
    private final MaruSettings settings;
    private final Clock clock;

    KeysView(
            Places places,
            ApiKeyService keys,
            CatalogService catalog,
            AllowanceService allowances,
            BudgetService budgets,
            MaruSettings settings,
            Clock clock) {
        super(places, Permission.READ_KEYS);
        this.keys = keys;
        this.catalog = catalog;
        this.allowances = allowances;
        this.budgets = budgets;
        this.settings = settings;
        this.clock = clock;
        addClassName("maru-page-full");
    }

    @Override
    protected String title() {
        return t("nav.keys");
    }

    @Override
    protected void show(Query query) {
        removeAll();
        var mayManage = place().may(Permission.MANAGE_KEYS);
        var header = new Header(title(), t("keys.explained"));
        if (mayManage) {
            header.act(Buttons.primary(t("keys.new"), Glyph.ADD, () -> go(query.with("new", "1"))));
        }
        var items = new CursorItems<ApiKey>((after, limit) -> keys.page(place().caller(), after, limit));
        add(header, items.isEmpty() ? nothing(mayManage) : grid(items, mayManage));
        if (mayManage && query.get("new").isPresent()) {
            openNew();
        }
    }

    private Component nothing(boolean mayManage) {
        var action = mayManage
                ? Buttons.primary(t("keys.new"), Glyph.ADD, () -> go(query().with("new", "1")))
                : new Span(t("keys.empty.ask"));
        return new EmptyState(Glyph.KEY, t("keys.empty"), t("keys.empty.text"), action);
    }

    private Grid<ApiKey> grid(CursorItems<ApiKey> items, boolean mayManage) {
        var grid = new Grid<ApiKey>();
        grid.addClassName("maru-fill");
        grid.addComponentColumn(this::name)
                .setHeader(t("keys.name"))
                .setFlexGrow(2)
                .setWidth("150px");
        grid.addComponentColumn(this::status)
                .setHeader(t("keys.status"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addComponentColumn(key -> Chip.row(key.data().scopes().stream()
                        .sorted()
                        .map(scope -> Chip.plain(scope.wireName()))
                        .toList()))
                .setHeader(t("keys.scopes"))
                .setFlexGrow(2)
                .setWidth("200px");
        grid.addComponentColumn(this::bounds)
                .setHeader(t("keys.bounds"))
                .setFlexGrow(1)
                .setWidth("150px");
        if (place().may(Permission.READ_USAGE)) {
            var all = allowances.current(place().caller());
            grid.addComponentColumn(key -> key.isUsable(clock.instant())
                            ? new KeyAllowance(place(), all, budgets.currency(), key)
                            : new Span())
                    .setHeader(t("keys.allowance.title"))
                    .setFlexGrow(1)
                    .setWidth("190px");
        }
        grid.addComponentColumn(this::lastUse).setHeader(t("keys.last-use")).setAutoWidth(true);
        grid.addComponentColumn(this::creation).setHeader(t("keys.created")).setWidth("150px");
        if (mayManage) {
            grid.addComponentColumn(this::actions)
                    .setAutoWidth(true)
                    .setFlexGrow(0)
                    .setFrozenToEnd(true);
        }
        items.showIn(grid);
        return grid;
    }

    private Component name(ApiKey key) {
        var name = new Span(key.data().name());
        name.addClassName("maru-row-link");
        var prefix = new Span(key.prefix() + "…");
        prefix.addClassNames("maru-mono", "maru-quiet", "maru-small");
        var cell = two(name, prefix);
        cell.getElement().appendChild(new InlineCopy(key.id().toString()).getElement());
        return cell;
    }

    private Component status(ApiKey key) {
        if (key.revokedAt() != null) {
            return new Chip(t("keys.revoked"), Tone.BAD, Glyph.BLOCKED);
        }
        if (!key.isUsable(clock.instant())) {
            return new Chip(t("keys.expired"), Tone.WARN, Glyph.TIME);
        }
        return key.rotatedTo() != null
                ? new Chip(t("keys.rotated"), Tone.WARN, Glyph.REFRESH)
                : new Chip(t("keys.active"), Tone.GOOD, Glyph.SUCCESS);
    }

    private Component bounds(ApiKey key) {
        var data = key.data();
        var lines = new Div();
        lines.addClassNames("maru-cell-two", "maru-small");
        lines.add(new Span(data.models().isEmpty() ? t("keys.every-model") : String.join(", ", data.models())));
        if (!data.ipRanges().isEmpty()) {
            lines.add(new Span(t("keys.from-ranges", data.ipRanges().size())));
        }
        var expiresAt = data.expiresAt();
        if (expiresAt != null && key.isUsable(clock.instant())) {
            lines.add(new Span(new Span(t("keys.ends") + " "), Times.relative(expiresAt, clock)));
        }
        return lines;
    }

    private Component lastUse(ApiKey key) {
        var used = key.lastUsedAt();
        return used == null ? new Span(t("keys.never-used")) : Times.relative(used, clock);
    }

    private Component creation(ApiKey key) {
        var by = new Span(key.createdBy());
        by.addClassNames("maru-quiet", "maru-small");
        return two(Times.relative(key.createdAt(), clock), by);
    }

    private Component actions(ApiKey key) {
        if (!key.isUsable(clock.instant())) {
            return new Span();
        }
        var row = new Div(
                Buttons.icon(
                        t("keys.rotate.of", key.data().name()),
                        Glyph.REFRESH,
                        () -> opened(new RotateKeyDialog(place(), keys, key))),
                Buttons.icon(
                        t("keys.revoke.of", key.data().name()),
                        Glyph.BLOCKED,
                        () -> opened(RevokeKey.dialog(place(), keys, key))));
        row.addClassName("maru-row");
        return row;
    }

    private void openNew() {
        var models = catalog.callable(place().caller()).stream()
                .map(CallableModel::qualifiedName)
                .toList();
        var dialog = new NewKeyDialog(place(), keys, models, settings.publicUrl(), clock);
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                go(query().with("new", null));
            }
        });
        dialog.open();
    }

    private void opened(Dialog dialog) {
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                refresh();
            }
        });
        dialog.open();
    }

    private static Component two(Component first, Component second) {
        var cell = new Div(first, second);
        cell.addClassName("maru-cell-two");
        return cell;
    }
}
