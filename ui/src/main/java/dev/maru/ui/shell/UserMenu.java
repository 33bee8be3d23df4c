package dev.maru.ui.shell;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import dev.maru.access.identity.Profile;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.Theme;
import dev.maru.ui.component.Glyph;
import java.util.Locale;

/** Who is signed in, with their language, theme, account and the way out. */
final class UserMenu extends Div {
    private final CurrentPerson person;

    UserMenu(CurrentPerson person) {
        this.person = person;
        addClassName("maru-user");
        var profile = person.profile();
        var avatar = new Avatar(profile.data().name());
        avatar.addThemeName("small");
        var name = new Span(profile.data().name());
        name.addClassName("maru-user-name");
        var content = new Span(avatar, name);
        content.addClassName("maru-user-content");

        var bar = new MenuBar();
        bar.addThemeName("tertiary");
        var root = bar.addItem(content);
        root.setId("user-menu");
        root.setAriaLabel(t("user.menu", profile.data().name()));
        fill(root.getSubMenu(), profile);
        add(bar);
    }

    private void fill(SubMenu menu, Profile profile) {
        var address = new Span(profile.email());
        address.addClassName("maru-menu-heading");
        menu.addComponent(address);
        menu.addItem(
                entry(Glyph.SETTINGS, t("user.account")),
                event -> UI.getCurrent().navigate("account"));
        var languages = menu.addItem(entry(Glyph.LANGUAGE, t("user.language"))).getSubMenu();
        language(languages, profile, Locale.KOREAN, "한국어");
        language(languages, profile, Locale.ENGLISH, "English");
        var themes = menu.addItem(entry(Glyph.LIGHT, t("user.theme"))).getSubMenu();
        theme(themes, profile, Theme.SYSTEM, Glyph.SYSTEM);
        theme(themes, profile, Theme.LIGHT, Glyph.LIGHT);
        theme(themes, profile, Theme.DARK, Glyph.DARK);
        menu.addItem(
                entry(Glyph.DEVICE, t("user.sessions")),
                event -> UI.getCurrent().navigate("account?tab=sessions"));
        menu.addSeparator();
        menu.addItem(entry(Glyph.SIGN_OUT, t("user.sign-out")), event -> person.signOut());
    }

    private void language(SubMenu menu, Profile profile, Locale locale, String name) {
        var item = menu.addItem(
                name,
                event -> person.change(data -> new ProfileData(data.name(), locale, data.timeZone(), data.theme())));
        item.setCheckable(true);
        item.setChecked(profile.data().locale().equals(locale));
        item.getElement().setAttribute("lang", locale.getLanguage());
    }

    private void theme(SubMenu menu, Profile profile, Theme theme, Glyph glyph) {
        var item = menu.addItem(
                entry(glyph, t("theme." + theme.wireName())),
                event -> person.change(data -> new ProfileData(data.name(), data.locale(), data.timeZone(), theme)));
        item.setCheckable(true);
        item.setChecked(profile.data().theme() == theme);
    }

    private static Component entry(Glyph glyph, String text) {
        var entry = new Span(glyph.create(), new Span(text));
        entry.addClassName("maru-menu-entry");
        return entry;
    }
}
