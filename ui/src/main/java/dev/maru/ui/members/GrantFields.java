package dev.maru.ui.members;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.maru.access.Project;
import dev.maru.access.RoleGrant;
import dev.maru.core.id.ProjectId;
import dev.maru.core.tenancy.Role;
import dev.maru.ui.shell.Place;
import java.util.ArrayList;

/** A role and where it holds. */
final class GrantFields extends Div {
    private static final String EVERYWHERE = "";

    private final Select<Role> role = new Select<>();
    private final Select<String> project = new Select<>();

    GrantFields(Place place, RoleGrant grant) {
        addClassNames("maru-stack-tight");
        role.setLabel(t("members.role"));
        role.setItems(Role.values());
        role.setItemLabelGenerator(RoleTexts::name);
        role.setValue(grant.role());
        var items = new ArrayList<String>();
        items.add(EVERYWHERE);
        place.projects().stream().map(Project::id).map(ProjectId::toString).forEach(items::add);
        project.setLabel(t("members.where"));
        project.setItems(items);
        project.setItemLabelGenerator(
                id -> id.equals(EVERYWHERE) ? t("members.every-project") : place.projectName(ProjectId.parse(id)));
        var held = grant.project();
        project.setValue(held == null || !items.contains(held.toString()) ? EVERYWHERE : held.toString());
        var may = new Span(RoleTexts.explained(grant.role()));
        may.addClassNames("maru-quiet", "maru-small");
        role.addValueChangeListener(event -> may.setText(RoleTexts.explained(event.getValue())));
        var fields = new Div(role, project);
        fields.addClassName("maru-pair");
        add(fields, may);
    }

    RoleGrant grant() {
        var where = project.getValue();
        return new RoleGrant(role.getValue(), where.equals(EVERYWHERE) ? null : ProjectId.parse(where));
    }
}
