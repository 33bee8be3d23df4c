package dev.maru.ui.members;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.access.Invitation;
import dev.maru.access.InvitationService;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.time.Clock;

/** Who was invited and what became of it. */
final class InvitationList extends Div {
    private final Place place;
    private final InvitationService invitations;
    private final Clock clock;
    private final Runnable changed;

    InvitationList(Place place, InvitationService invitations, Clock clock, Runnable changed) {
        this.place = place;
        this.invitations = invitations;
        this.clock = clock;
        this.changed = changed;
        addClassNames("maru-stack", "maru-fill");
        var items = invitations.list(place.caller());
        if (items.isEmpty()) {
            add(new EmptyState(Glyph.MEMBERS, t("invitations.empty"), t("invitations.empty.text")));
            return;
        }
        var grid = new Grid<Invitation>();
        grid.addClassName("maru-fill");
        grid.addColumn(invitation -> invitation.email().value())
                .setHeader(t("invite.email"))
                .setFlexGrow(2)
                .setWidth("180px");
        grid.addComponentColumn(invitation -> RoleTexts.chip(place, invitation.grant()))
                .setHeader(t("members.role"))
                .setWidth("130px");
        grid.addComponentColumn(this::state).setHeader(t("members.state")).setAutoWidth(true);
        grid.addComponentColumn(invitation -> Times.relative(invitation.createdAt(), clock))
                .setHeader(t("invitations.made"))
                .setAutoWidth(true);
        grid.addComponentColumn(invitation -> invitation.isOpen(clock.instant())
                        ? Times.relative(invitation.expiresAt(), clock)
                        : new Span("–"))
                .setHeader(t("invitations.ends"))
                .setAutoWidth(true);
        grid.addComponentColumn(this::actions).setAutoWidth(true).setFlexGrow(0).setFrozenToEnd(true);
        grid.setItems(items);
        add(grid);
    }

    private Component state(Invitation invitation) {
        if (invitation.acceptedAt() != null) {
            return new Chip(t("invitations.accepted"), Tone.GOOD, Glyph.SUCCESS);
        }
        if (invitation.revokedAt() != null) {
            return new Chip(t("invitations.revoked"), Tone.BAD, Glyph.BLOCKED);
        }
        return invitation.isOpen(clock.instant())
                ? new Chip(t("invitations.open"), Tone.ACCENT, Glyph.PENDING)
                : new Chip(t("invitations.expired"), Tone.WARN, Glyph.TIME);
    }

    private Component actions(Invitation invitation) {
        if (!invitation.isOpen(clock.instant())) {
            return new Span();
        }
        var email = invitation.email().value();
        return Buttons.icon(
                t("invitations.revoke.of", email),
                Glyph.BLOCKED,
                () -> new ConfirmDialog(
                                t("invitations.revoke.of", email),
                                t("invitations.revoke.consequence", email),
                                t("invitations.revoke"),
                                () -> {
                                    invitations.revoke(place.caller(), invitation.id());
                                    changed.run();
                                })
                        .open());
    }
}
