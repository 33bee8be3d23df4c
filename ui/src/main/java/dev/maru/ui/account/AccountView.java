package dev.maru.ui.account;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.SessionService;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.UrlTabs;
import dev.maru.ui.shell.CurrentPerson;
import dev.maru.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;

/** A person's own settings: how the application looks to them, how they sign in, where they are signed in. */
@PermitAll
@Route(value = "account", layout = MainLayout.class)
final class AccountView extends Div implements BeforeEnterObserver, HasDynamicTitle, MainLayout.HasCrumb {
    private final CurrentPerson person;
    private final ProfileService profiles;
    private final SessionService sessions;
    private final Clock clock;

    AccountView(CurrentPerson person, ProfileService profiles, SessionService sessions, Clock clock) {
        this.person = person;
        this.profiles = profiles;
        this.sessions = sessions;
        this.clock = clock;
        addClassName("maru-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show(event.getLocation().getQueryParameters().getSingleParameter("tab").orElse("profile"));
    }

    private void show(String tab) {
        removeAll();
        add(
                new Header(crumb(), t("account.explained")),
                new UrlTabs(
                        crumb(),
                        List.of(
                                new UrlTabs.Choice("profile", t("account.profile")),
                                new UrlTabs.Choice("security", t("account.security")),
                                new UrlTabs.Choice("sessions", t("account.sessions"))),
                        tab,
                        chosen -> UI.getCurrent().navigate("account?tab=" + chosen)));
        add(
                switch (tab) {
                    case "security" -> new SecurityForm(person, profiles, clock, () -> show("security"));
                    case "sessions" -> new SessionList(person, sessions, clock, () -> show("sessions"));
                    default -> new ProfileForm(person);
                });
    }

    @Override
    public String getPageTitle() {
        return crumb() + " · Maru";
    }

    @Override
    public String crumb() {
        return t("user.account");
    }
}
