package dev.maru.ui.shell;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Glyph;
import jakarta.annotation.security.PermitAll;

/** Sends a person to where they were last; says what to do where they belong to nothing yet. */
@PermitAll
@Route(value = "", layout = MainLayout.class)
final class RootView extends Div implements BeforeEnterObserver, HasDynamicTitle, MainLayout.HasCrumb {
    private final Places places;
    private final CurrentPerson person;

    RootView(Places places, CurrentPerson person) {
        this.places = places;
        this.person = person;
        addClassName("maru-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var last = places.last();
        if (last.isPresent()) {
            event.forwardTo(last.get().inProject(""));
        } else if (person.profile().operator()) {
            event.forwardTo("operator/tenants");
        } else {
            removeAll();
            add(new EmptyState(Glyph.TENANT, t("nowhere.title"), t("nowhere.text")));
        }
    }

    @Override
    public String getPageTitle() {
        return "Maru";
    }

    @Override
    public String crumb() {
        return t("nav.home");
    }
}
