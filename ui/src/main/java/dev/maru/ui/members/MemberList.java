package dev.maru.ui.members;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.access.AccessState;
import dev.maru.access.Member;
import dev.maru.access.MemberService;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.component.TypeNameDialog;
import dev.maru.ui.shell.Place;
import java.time.Clock;

/** The members with what can be done about each. */
final class MemberList extends Div {
    private final Place place;
    private final MemberService members;
    private final Runnable changed;

    MemberList(Place place, MemberService members, Clock clock, boolean mayManage, Runnable changed) {
        this.place = place;
        this.members = members;
        this.changed = changed;
        addClassNames("maru-stack", "maru-fill");
        var grid = new Grid<Member>();
        grid.addClassName("maru-fill");
        grid.addComponentColumn(MemberList::person)
                .setHeader(t("members.name"))
                .setFlexGrow(2)
                .setWidth("220px");
        grid.addComponentColumn(member -> Chip.row(member.roles().stream()
                        .map(grant -> RoleTexts.chip(place, grant))
                        .toList()))
                .setHeader(t("members.roles"))
                .setFlexGrow(2)
                .setWidth("220px");
        grid.addComponentColumn(MemberList::state).setHeader(t("members.state")).setAutoWidth(true);
        grid.addComponentColumn(member -> Times.relative(member.joinedAt(), clock))
                .setHeader(t("members.since"))
                .setAutoWidth(true);
        if (mayManage) {
            grid.addComponentColumn(this::actions)
                    .setAutoWidth(true)
                    .setFlexGrow(0)
                    .setFrozenToEnd(true);
        }
        grid.setItems(members.list(place.caller()));
        add(grid);
    }

    private static Component person(Member member) {
        var avatar = new Avatar(member.name());
        avatar.addThemeName("small");
        var name = new Span(member.name());
        name.addClassName("maru-row-link");
        var email = new Span(member.email());
        email.addClassNames("maru-quiet", "maru-small");
        var names = new Div(name, email);
        names.addClassName("maru-cell-two");
        var cell = new Div(avatar, names);
        cell.addClassName("maru-person");
        return cell;
    }

    private static Component state(Member member) {
        return switch (member.state()) {
            case ACTIVE -> new Chip(t("state.active"), Tone.GOOD, Glyph.SUCCESS);
            case SUSPENDED -> new Chip(t("state.suspended"), Tone.WARN, Glyph.BLOCKED);
            case DELETED -> new Chip(t("state.deleted"), Tone.BAD, Glyph.CLOSE);
        };
    }

    private Component actions(Member member) {
        var row = new Div();
        row.addClassName("maru-row");
        var name = member.name();
        row.add(Buttons.icon(
                t("members.edit-roles", name), Glyph.EDIT, () -> open(new RolesDialog(place, members, member))));
        if (member.id().equals(place.user())) {
            return row;
        }
        if (member.state() == AccessState.SUSPENDED) {
            row.add(Buttons.icon(t("members.resume.of", name), Glyph.PLAY, () -> {
                members.resume(place.caller(), member.id());
                changed.run();
            }));
        } else {
            row.add(Buttons.icon(
                    t("members.suspend.of", name),
                    Glyph.BLOCKED,
                    () -> open(new ConfirmDialog(
                            t("members.suspend.of", name),
                            t("members.suspend.consequence", name),
                            t("members.suspend"),
                            () -> members.suspend(place.caller(), member.id())))));
        }
        row.add(Buttons.icon(
                t("members.remove.of", name),
                Glyph.DELETE,
                () -> open(new TypeNameDialog(
                        t("members.remove.of", name),
                        t("members.remove.consequence", name),
                        member.email(),
                        t("members.remove"),
                        typed -> {
                            members.remove(place.caller(), member.id());
                            Notices.success(t("members.remove.done", name));
                        }))));
        return row;
    }

    private void open(Dialog dialog) {
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                changed.run();
            }
        });
        dialog.open();
    }
}
