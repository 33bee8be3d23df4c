package dev.maru.ui.shell;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import dev.maru.access.Membership;
import dev.maru.access.Project;
import dev.maru.access.ProjectService;
import dev.maru.core.tenancy.Permission;
import org.jspecify.annotations.Nullable;

/** Shows the tenant and project one is in and changes to another. */
final class Switcher extends Div {
    private final Places places;
    private final CurrentPerson person;
    private final ProjectService projects;

    Switcher(Places places, CurrentPerson person, ProjectService projects) {
        this.places = places;
        this.person = person;
        this.projects = projects;
        addClassName("maru-switcher");
    }

    void show(@Nullable Place place) {
        removeAll();
        if (place == null) {
            return;
        }
        var project = place.project();
        var tenantName = new Span(place.tenant().name());
        tenantName.addClassName("maru-switcher-tenant");
        var projectName = new Span(project == null ? t("switcher.no-project") : project.name());
        projectName.addClassName("maru-switcher-project");
        var names = new Span(tenantName, projectName);
        names.addClassName("maru-switcher-names");
        var content = new Span(names);
        content.addClassName("maru-switcher-content");

        var bar = new MenuBar();
        bar.addThemeName("tertiary");
        var root = bar.addItem(content);
        root.setId("switcher");
        root.setAriaLabel(t("switcher.label", place.tenant().name(), project == null ? "" : project.name()));
        fill(root.getSubMenu(), place);
        add(bar);
    }

    private void fill(SubMenu menu, Place place) {
        for (var membership : places.mine()) {
            var heading = new Span(membership.tenant().name());
            heading.addClassName("maru-menu-heading");
            menu.addComponent(heading);
            for (var project : membership.projects()) {
                var item = menu.addItem(project.name(), event -> open(membership, project));
                item.setCheckable(true);
                item.setChecked(place.project() != null
                        && project.id().equals(place.project().id()));
            }
        }
        if (place.may(Permission.MANAGE_PROJECTS)) {
            menu.addSeparator();
            menu.addItem(t("switcher.new-project"), event -> new NewProjectDialog(place, projects).open());
        }
        if (person.profile().operator()) {
            menu.addItem(t("switcher.tenants"), event -> UI.getCurrent().navigate("operator/tenants"));
        }
    }

    private static void open(Membership membership, Project project) {
        UI.getCurrent().navigate("p/" + membership.tenant().slug() + "/" + project.slug());
    }
}
