package dev.maru.ui.members;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import dev.maru.access.Member;
import dev.maru.access.MemberService;
import dev.maru.access.RoleGrant;
import dev.maru.core.tenancy.Role;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes the roles of a member, in all projects or in one. */
final class RolesDialog extends FormDialog {
    private final Place place;
    private final Div lines = new Div();
    private final List<GrantFields> grants = new ArrayList<>();

    RolesDialog(Place place, MemberService members, Member member) {
        super(t("members.edit-roles", member.name()), t("members.roles.explained"));
        this.place = place;
        lines.addClassName("maru-stack");
        member.roles().forEach(this::line);
        content(lines, Buttons.quiet(t("members.add-role"), Glyph.ADD, () -> line(null)));
        submit(t("dialog.save"), () -> {
            var roles = grants.stream().map(GrantFields::grant).collect(Collectors.toSet());
            members.changeRoles(place.caller(), member.id(), member.version(), roles);
            close();
            Notices.success(t("members.roles.done", member.name()));
        });
    }

    private void line(@Nullable RoleGrant grant) {
        var fields = new GrantFields(place, grant == null ? RoleGrant.everywhere(Role.VIEWER) : grant);
        var row = new Div(fields);
        row.addClassNames("maru-row");
        fields.addClassName("maru-grow");
        row.add(Buttons.icon(t("members.remove-role"), Glyph.CLOSE, () -> {
            grants.remove(fields);
            lines.remove(row);
        }));
        grants.add(fields);
        lines.add(row);
    }
}
