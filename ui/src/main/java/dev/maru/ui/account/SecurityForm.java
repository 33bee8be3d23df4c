package dev.maru.ui.account;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.PasswordField;
import dev.maru.access.identity.Passkey;
import dev.maru.access.identity.ProfileService;
import dev.maru.core.problem.PlatformException;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Problems;
import dev.maru.ui.component.Times;
import dev.maru.ui.shell.CurrentPerson;
import java.time.Clock;

/** The password and the passkeys of a person. */
final class SecurityForm extends Div {
    private final CurrentPerson person;
    private final ProfileService profiles;
    private final Clock clock;
    private final Runnable changed;

    SecurityForm(CurrentPerson person, ProfileService profiles, Clock clock, Runnable changed) {
        this.person = person;
        this.profiles = profiles;
        this.clock = clock;
        this.changed = changed;
        addClassNames("maru-stack");
        setMaxWidth("560px");
        if (person.profile().hasPassword()) {
            add(password());
        }
        add(passkeys());
    }

    private Component password() {
        var current = field(t("account.password.current"), "current-password");
        var next = field(t("account.password.new"), "new-password");
        next.setHelperText(t("account.password.rule"));
        var save = new Button(t("account.password.change"), event -> {
            next.setInvalid(false);
            current.setInvalid(false);
            try {
                profiles.changePassword(person.id(), person.session(), current.getValue(), next.getValue());
                changed.run();
                Notices.success(t("account.password.changed"));
            } catch (PlatformException refused) {
                var field = refused.code().slug().equals("password-wrong") ? current : next;
                field.setErrorMessage(Problems.sentence(refused));
                field.setInvalid(true);
            }
        });
        save.addThemeName("primary");
        var row = new Div(save);
        row.addClassName("maru-actions");
        var panel = new Div(new H2(t("account.password")), current, next, row);
        panel.addClassNames("maru-panel", "maru-form");
        return panel;
    }

    private static PasswordField field(String label, String autocomplete) {
        var field = new PasswordField(label);
        field.getElement().setAttribute("autocomplete", autocomplete);
        return field;
    }

    private Component passkeys() {
        var panel = new Div(new H2(t("account.passkeys")), new Paragraph(t("account.passkeys.explained")));
        panel.addClassName("maru-panel");
        var list = new UnorderedList();
        list.addClassName("maru-list");
        profiles.passkeys(person.id()).forEach(passkey -> list.add(line(passkey)));
        var add = new Anchor("/idp/passkeys", t("account.passkeys.add"));
        add.setRouterIgnore(true);
        panel.add(list, add);
        return panel;
    }

    private ListItem line(Passkey passkey) {
        var used = passkey.lastUsedAt();
        var when = new Div(
                new Span(t("account.passkeys.made") + " "),
                Times.relative(passkey.createdAt(), clock),
                new Span(used == null ? "" : " · " + t("account.passkeys.used") + " "));
        if (used != null) {
            when.add(Times.relative(used, clock));
        }
        when.addClassNames("maru-quiet", "maru-small");
        var text = new Div(new Span(passkey.label()), when);
        text.addClassNames("maru-grow", "maru-cell-two");
        var remove = Buttons.icon(
                t("account.passkeys.remove.of", passkey.label()),
                Glyph.DELETE,
                () -> new ConfirmDialog(
                                t("account.passkeys.remove.of", passkey.label()),
                                t("account.passkeys.remove.consequence"),
                                t("account.passkeys.remove"),
                                () -> {
                                    profiles.removePasskey(person.id(), passkey.id());
                                    changed.run();
                                })
                        .open());
        var row = new Div(Glyph.PASSKEY.create(), text, remove);
        row.addClassName("maru-row");
        return new ListItem(row);
    }
}
