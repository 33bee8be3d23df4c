package dev.maru.ui.members;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.router.Route;
import dev.maru.access.InvitationService;
import dev.maru.access.MemberService;
import dev.maru.core.tenancy.Permission;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.UrlTabs;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;

/** The members of a tenant, their roles, and who is invited. */
@PermitAll
@Route(value = "t/:tenant/members", layout = MainLayout.class)
final class MembersView extends Page {
    private final MemberService members;
    private final InvitationService invitations;
    private final Clock clock;

    MembersView(Places places, MemberService members, InvitationService invitations, Clock clock) {
        super(places, Permission.READ_MEMBERS);
        this.members = members;
        this.invitations = invitations;
        this.clock = clock;
        addClassName("maru-page-full");
    }

    @Override
    protected String title() {
        return t("nav.members");
    }

    @Override
    protected void show(Query query) {
        removeAll();
        var mayManage = place().may(Permission.MANAGE_MEMBERS);
        var header = new Header(title(), t("members.explained", place().tenant().name()));
        if (mayManage) {
            header.act(Buttons.primary(t("members.invite"), Glyph.ADD, () -> go(query.with("new", "1"))));
        }
        add(header);
        var tab = mayManage ? query.get("tab", "members") : "members";
        if (mayManage) {
            add(new UrlTabs(
                    t("nav.members"),
                    List.of(
                            new UrlTabs.Choice("members", t("members.tab")),
                            new UrlTabs.Choice("invitations", t("invitations.tab"))),
                    tab,
                    chosen -> go(query.with("tab", chosen.equals("members") ? null : chosen)
                            .with("new", null))));
        }
        add(
                tab.equals("invitations")
                        ? new InvitationList(place(), invitations, clock, this::refresh)
                        : new MemberList(place(), members, clock, mayManage, this::refresh));
        if (mayManage && query.get("new").isPresent()) {
            openInvite();
        }
    }

    private void openInvite() {
        Dialog dialog = new InviteDialog(place(), invitations);
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                go(query().with("new", null));
            }
        });
        dialog.open();
    }
}
