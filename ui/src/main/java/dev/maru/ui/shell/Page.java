package dev.maru.ui.shell;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.RouteParameters;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Permission;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of a tenant or a project. It checks the right to be here, and shows what its address says: a change of state
 * is a change of the address, so that each state can be linked to and survives a reload.
 */
public abstract class Page extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final Places places;
    private final Permission permission;
    private @Nullable Place place;
    private RouteParameters parameters = RouteParameters.empty();
    private Query query = Query.none();
    private String path = "";

    protected Page(Places places, Permission permission) {
        this.places = places;
        this.permission = permission;
        addClassName("maru-page");
    }

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        parameters = event.getRouteParameters();
        path = event.getLocation().getPath();
        query = Query.of(event.getLocation().getQueryParameters());
        place = places.at(
                parameters.get("tenant").orElse(""), parameters.get("project").orElse(null));
        if (!place.may(permission)) {
            throw new PlatformException(CoreError.FORBIDDEN, t("shell.forbidden.detail"));
        }
        show(query);
    }

    /** Shows the state that stands in the address; called for every change of it. */
    protected abstract void show(Query query);

    /** The name of this page, last in the breadcrumbs and in the browser's title. */
    protected abstract String title();

    /** The pages above this one, without the project. */
    protected List<Crumb> above() {
        return List.of();
    }

    @Override
    public final String getPageTitle() {
        return title() + " · Maru";
    }

    public final Place place() {
        return Objects.requireNonNull(place, "a page knows its place once it is entered");
    }

    protected final Query query() {
        return query;
    }

    protected final String parameter(String name) {
        return parameters.get(name).orElse("");
    }

    /** Goes to another state of this page; the browser's back button returns. */
    protected final void go(Query next) {
        if (!next.equals(query)) {
            UI.getCurrent().getPage().getHistory().pushState(null, new Location(path, next.parameters()));
            apply(next);
        }
    }

    /** Like {@link #go} without a step in the browser's history, as for each letter of a search. */
    protected final void replace(Query next) {
        if (!next.equals(query)) {
            UI.getCurrent().getPage().getHistory().replaceState(null, new Location(path, next.parameters()));
            apply(next);
        }
    }

    /** Shows the same state again after something changed. */
    protected final void refresh() {
        show(query);
    }

    private void apply(Query next) {
        query = next;
        show(next);
    }

    /** One step of the breadcrumbs. */
    public record Crumb(String text, String path) {}
}
