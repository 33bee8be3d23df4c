package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.Route;
import dev.maru.core.id.RouteId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.route.RouteData;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.CallSamples;
import dev.maru.ui.component.CodeTabs;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.TypeNameDialog;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One route: its plan beside a trial of it, and how applications call it; {@code new} is one that is still to be made. */
@PermitAll
@Route(value = "p/:tenant/:project/routes/:route", layout = MainLayout.class)
final class RouteView extends Page implements BeforeLeaveObserver {
    private static final String NEW = "new";

    private final RouteTools tools;
    private final Div head = new Div();
    private @Nullable String shown;
    private dev.maru.gateway.route.@Nullable Route route;
    private @Nullable RouteEditor editor;

    RouteView(Places places, RouteTools tools) {
        super(places, Permission.READ_MODELS);
        this.tools = tools;
    }

    @Override
    protected String title() {
        return route == null ? t("routes.new") : route.name();
    }

    @Override
    protected List<Crumb> above() {
        return List.of(new Crumb(t("nav.routes"), place().inProject("routes")));
    }

    @Override
    protected void show(Query query) {
        // The sample in the address follows what is typed: what is being written stays.
        var wanted = place().inProject("routes/" + parameter("route"));
        if (!wanted.equals(shown)) {
            shown = wanted;
            build(query);
        }
    }

    private void build(Query query) {
        var asked = parameter("route");
        var mayManage = place().may(Permission.MANAGE_MODELS);
        if (asked.equals(NEW) && !mayManage) {
            throw new PlatformException(CoreError.FORBIDDEN, t("shell.forbidden.detail"));
        }
        route = asked.equals(NEW) ? null : tools.routes().get(place().caller(), id(asked));
        editor = new RouteEditor(
                place(),
                tools,
                route,
                mayManage,
                Sample.of(query),
                sample -> replace(sample.into(query())),
                this::saved,
                this::rebuild);
        removeAll();
        showHead();
        add(head, editor);
        if (route != null) {
            add(use(route.name()));
        }
    }

    private void rebuild() {
        build(query());
    }

    private static RouteId id(String text) {
        try {
            return RouteId.parse(text);
        } catch (IllegalArgumentException notAnId) {
            throw new PlatformException(GatewayError.ROUTE_NOT_FOUND, t("error.route-not-found"), notAnId);
        }
    }

    private void showHead() {
        head.removeAll();
        var stored = route;
        if (stored == null) {
            head.add(new Header(title(), t("routes.new.explained")));
            return;
        }
        var header = new Header(stored.name(), stored.description()).beside(RouteTexts.state(stored.enabled()));
        if (place().may(Permission.MANAGE_MODELS)) {
            header.act(
                    stored.enabled()
                            ? Buttons.plain(t("routes.switch-off"), Glyph.BLOCKED, () -> switchTo(false))
                            : Buttons.primary(t("routes.switch-on"), Glyph.CHECK, () -> switchTo(true)));
            header.act(Buttons.icon(t("routes.delete.of", stored.name()), Glyph.DELETE, () -> delete(stored)));
        }
        head.add(header);
    }

    /** Takes effect at once, without what is being written below. */
    private void switchTo(boolean on) {
        var stored = route;
        var writing = editor;
        if (stored == null || writing == null) {
            return;
        }
        var next = tools.routes()
                .update(
                        place().caller(),
                        stored.id(),
                        stored.version(),
                        new RouteData(stored.description(), stored.plan(), on));
        route = next;
        writing.basedOn(next);
        showHead();
        Notices.success(on ? t("routes.switched-on", next.name()) : t("routes.switched-off", next.name()));
    }

    private void saved(dev.maru.gateway.route.Route stored) {
        if (route == null) {
            UI.getCurrent().navigate(place().inProject("routes/" + stored.id()), query().parameters());
            return;
        }
        route = stored;
        if (editor != null) {
            editor.basedOn(stored);
        }
        showHead();
    }

    private void delete(dev.maru.gateway.route.Route stored) {
        new TypeNameDialog(
                        t("routes.delete.of", stored.name()),
                        t("routes.delete.consequence", stored.name()),
                        stored.name(),
                        t("routes.delete"),
                        typed -> {
                            tools.routes().delete(place().caller(), stored.id());
                            editor = null;
                            Notices.success(t("routes.deleted", stored.name()));
                            UI.getCurrent().navigate(place().inProject("routes"));
                        })
                .open();
    }

    private Div use(String name) {
        var explained = new Paragraph(t("routes.use.explained"));
        explained.addClassName("maru-quiet");
        var samples = CallSamples.of(tools.settings().publicUrl(), name, t("sample.question"));
        var panel = new Div(new H2(t("routes.use")), explained, new CodeTabs(t("routes.use"), samples.all()));
        panel.addClassName("maru-panel");
        return panel;
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (editor != null && editor.isDirty()) {
            var leaving = event.postpone();
            new ConfirmDialog(
                            t("editor.leave"),
                            t("editor.leave.consequence", title()),
                            t("editor.leave.act"),
                            leaving::proceed)
                    .open();
        }
    }
}
