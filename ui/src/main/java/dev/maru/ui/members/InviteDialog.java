package dev.maru.ui.members;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.textfield.EmailField;
import dev.maru.access.EmailAddress;
import dev.maru.access.InvitationService;
import dev.maru.access.RoleGrant;
import dev.maru.core.tenancy.Role;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.SecretBox;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;

/** Asks whom to invite as what, and shows the link to send them, this once. */
final class InviteDialog extends FormDialog {
    InviteDialog(Place place, InvitationService invitations) {
        super(t("members.invite"), t("invite.explained"));
        var email = new EmailField(t("invite.email"));
        email.setId("invite-email");
        email.setRequiredIndicatorVisible(true);
        email.focus();
        var grant = new GrantFields(place, RoleGrant.everywhere(Role.EDITOR));
        field("email", email);
        content(grant);
        submit(t("invite.create"), () -> {
            var made = invitations.create(place.caller(), new EmailAddress(email.getValue()), grant.grant());
            setCloseOnOutsideClick(false);
            finish(
                    t("invite.created", email.getValue()),
                    new Note(Tone.WARN, t("invite.shown-once")),
                    new SecretBox(made.link().toString()));
        });
    }
}
