package dev.maru.ui.account;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.Theme;
import dev.maru.ui.shell.CurrentPerson;
import java.time.ZoneId;
import java.util.Locale;

/** Name, language, time zone and theme. */
final class ProfileForm extends Div {
    /** Zones that are named after a place; the others are kept for old programs. */
    private static boolean isPlace(String zone) {
        return zone.equals("UTC")
                || (zone.indexOf('/') > 0 && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/"));
    }

    ProfileForm(CurrentPerson person) {
        addClassNames("maru-panel", "maru-form");
        setMaxWidth("560px");
        var profile = person.profile();
        var name = new TextField(t("account.name"));
        name.setId("profile-name");
        name.setValue(profile.data().name());
        var email = new TextField(t("account.email"));
        email.setValue(profile.email());
        email.setReadOnly(true);
        var language = new Select<Locale>();
        language.setLabel(t("user.language"));
        language.setItems(Locale.KOREAN, Locale.ENGLISH);
        language.setItemLabelGenerator(locale -> locale.equals(Locale.KOREAN) ? "한국어" : "English");
        language.setValue(profile.data().locale());
        var zone = new ComboBox<String>(t("account.zone"));
        zone.setItems(ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.indexOf('/') > 0 && !id.startsWith("Etc/") && !id.startsWith("SystemV/") || id.equals("UTC"))
                .sorted()
                .toList());
        zone.setValue(profile.data().timeZone().getId());
        var theme = new Select<Theme>();
        theme.setLabel(t("user.theme"));
        theme.setItems(Theme.values());
        theme.setItemLabelGenerator(value -> t("theme." + value.wireName()));
        theme.setValue(profile.data().theme());
        var save = new Button(
                t("dialog.save"),
                event -> person.change(data -> new ProfileData(
                        name.getValue(),
                        language.getValue(),
                        zone.getValue() == null ? data.timeZone() : ZoneId.of(zone.getValue()),
                        theme.getValue())));
        save.addThemeName("primary");
        save.setId("save-profile");
        var row = new Div(save);
        row.addClassName("maru-actions");
        add(name, email, language, zone, theme, row);
    }
}
