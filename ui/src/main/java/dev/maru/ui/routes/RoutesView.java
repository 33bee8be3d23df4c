package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.route.RoutePlan.Order;
import dev.maru.gateway.route.RoutePlan.Target;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.CallSamples;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Fields;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The routes of a project: names that calls use like a model's. */
@PermitAll
@Route(value = "p/:tenant/:project/routes", layout = MainLayout.class)
final class RoutesView extends Page {
    private final RouteTools tools;
    private final Div content = new Div();
    private boolean built;

    RoutesView(Places places, RouteTools tools) {
        super(places, Permission.READ_MODELS);
        this.tools = tools;
        addClassName("maru-page-full");
        content.addClassNames("maru-fill", "maru-stack");
    }

    @Override
    protected String title() {
        return t("nav.routes");
    }

    @Override
    protected void show(Query query) {
        var routes = tools.routes().list(place().caller());
        if (!built) {
            built = true;
            build(query, routes.isEmpty());
        }
        content.removeAll();
        var text = query.get("q", "").toLowerCase(Locale.ROOT);
        var found = routes.stream().filter(route -> matches(route, text)).toList();
        if (routes.isEmpty()) {
            content.add(nothing());
        } else if (found.isEmpty()) {
            content.add(new EmptyState(Glyph.SEARCH, t("filter.nothing"), t("filter.nothing.text")));
        } else {
            content.add(grid(found));
        }
    }

    private void build(Query query, boolean empty) {
        var header = new Header(title(), t("routes.explained"));
        add(header);
        if (!empty) {
            if (place().may(Permission.MANAGE_MODELS)) {
                header.act(newRoute());
            }
            var search = Fields.search(t("routes.search"), text -> replace(query().with("q", text)));
            search.setValue(query.get("q", ""));
            var filters = new Div(search);
            filters.addClassName("maru-filters");
            add(filters);
        }
        add(content);
    }

    private static boolean matches(dev.maru.gateway.route.Route route, String text) {
        return Stream.concat(
                        Stream.of(route.name(), route.description()),
                        route.plan().targets().stream().map(Target::model))
                .anyMatch(part -> part.toLowerCase(Locale.ROOT).contains(text));
    }

    private Component newRoute() {
        return Buttons.primary(
                t("routes.new"), Glyph.ADD, () -> UI.getCurrent().navigate(place().inProject("routes/new")));
    }

    private Component nothing() {
        var sample = CallSamples.of(tools.settings().publicUrl(), "support-chat", t("sample.question"));
        var empty = place().may(Permission.MANAGE_MODELS)
                ? new EmptyState(Glyph.ROUTE, t("routes.empty"), t("routes.empty.text"), newRoute())
                : new EmptyState(Glyph.ROUTE, t("routes.empty"), t("routes.empty.text"));
        return empty.sample(new CodeBlock(sample.curl()));
    }

    private Grid<dev.maru.gateway.route.Route> grid(List<dev.maru.gateway.route.Route> items) {
        var grid = new Grid<dev.maru.gateway.route.Route>();
        grid.addClassName("maru-fill");
        grid.addComponentColumn(this::name)
                .setHeader(t("routes.name"))
                .setFlexGrow(2)
                .setWidth("200px");
        grid.addColumn(route -> RouteTexts.order(route.plan().order()))
                .setHeader(t("routes.order"))
                .setWidth("130px")
                .setFlexGrow(0);
        grid.addComponentColumn(RoutesView::targets)
                .setHeader(t("routes.targets"))
                .setFlexGrow(3)
                .setWidth("280px");
        grid.addComponentColumn(route -> RouteTexts.state(route.enabled()))
                .setHeader(t("routes.state"))
                .setWidth("110px")
                .setFlexGrow(0);
        grid.addComponentColumn(route -> Times.relative(route.changedAt(), tools.clock()))
                .setHeader(t("routes.changed"))
                .setWidth("120px")
                .setFlexGrow(0);
        grid.setItems(items);
        return grid;
    }

    private Component name(dev.maru.gateway.route.Route route) {
        var link = new Anchor(place().inProject("routes/" + route.id()), route.name());
        link.addClassNames("maru-row-link", "maru-truncate");
        var about = new Span(route.description());
        about.addClassNames("maru-quiet", "maru-small");
        var cell = new Div(link, about);
        cell.addClassName("maru-cell-two");
        return cell;
    }

    private static Component targets(dev.maru.gateway.route.Route route) {
        var weighted = route.plan().order() == Order.WEIGHTED;
        return Chip.row(route.plan().targets().stream()
                .map(target -> chip(target, weighted))
                .toList());
    }

    /** One that stands only for failures looks like what it is. */
    private static Chip chip(Target target, boolean weighted) {
        if (!target.onlyAfter().isEmpty()) {
            return new Chip(target.model(), Tone.WARN, Glyph.SPLIT);
        }
        return Chip.plain(weighted ? t("routes.target.weighted", target.model(), target.weight()) : target.model());
    }
}
