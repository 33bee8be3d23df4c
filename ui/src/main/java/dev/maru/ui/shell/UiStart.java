package dev.maru.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import dev.maru.access.identity.Profile;
import dev.maru.ui.i18n.Formats;
import org.springframework.stereotype.Component;

/** Gives each page its reader's language, formats and theme, and each session the error handler. */
@Component
class UiStart implements VaadinServiceInitListener {
    private final CurrentPerson person;
    private final UiErrors errors;

    UiStart(CurrentPerson person, UiErrors errors) {
        this.person = person;
        this.errors = errors;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addSessionInitListener(start -> start.getSession().setErrorHandler(errors));
        event.getSource().addUIInitListener(start -> prepare(start.getUI()));
        event.getSource().setSystemMessagesProvider(info -> {
            var messages = new CustomizedSystemMessages();
            // An ended session leads to the sign-in page without asking.
            messages.setSessionExpiredNotificationEnabled(false);
            return messages;
        });
        event.addIndexHtmlRequestListener(this::colour);
    }

    private void prepare(UI ui) {
        person.profileIfSignedIn().ifPresent(profile -> {
            new Formats(profile.data().locale(), profile.data().timeZone()).useFor(ui);
            ui.getPage().setColorScheme(scheme(profile));
        });
    }

    /** Sets language and colours in the first bytes of a page, so that nothing flashes in the wrong ones. */
    private void colour(IndexHtmlResponse response) {
        person.profileIfSignedIn().ifPresent(profile -> {
            var html = response.getDocument().selectFirst("html");
            if (html != null) {
                html.attr("lang", profile.data().locale().getLanguage());
                html.attr("style", "color-scheme: " + scheme(profile).getValue());
            }
        });
    }

    private static ColorScheme.Value scheme(Profile profile) {
        return switch (profile.data().theme()) {
            case SYSTEM -> ColorScheme.Value.SYSTEM;
            case LIGHT -> ColorScheme.Value.LIGHT;
            case DARK -> ColorScheme.Value.DARK;
        };
    }
}
