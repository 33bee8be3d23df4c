package dev.maru.ui.shell;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.access.ProjectService;
import dev.maru.access.Slug;
import dev.maru.ui.component.FormDialog;

/** Asks for the name of a new project and makes it. */
final class NewProjectDialog extends FormDialog {
    private final TextField name = new TextField(t("project.name"));
    private final TextField slug = new TextField(t("project.slug"));
    private boolean slugTouched;

    NewProjectDialog(Place place, ProjectService projects) {
        super(t("project.new"), t("project.new.explained"));
        name.setId("project-name");
        name.setRequiredIndicatorVisible(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        slug.setHelperText(t("project.slug.help"));
        slug.addValueChangeListener(event -> slugTouched |= event.isFromClient());
        name.addValueChangeListener(event -> {
            if (!slugTouched && !event.getValue().isBlank()) {
                slug.setValue(Slug.resembling(event.getValue(), "project").value());
            }
        });
        field("name", name);
        field("slug", slug);
        submit(t("project.create"), () -> {
            var made = projects.create(place.caller(), name.getValue(), new Slug(slug.getValue()));
            close();
            UI.getCurrent().navigate("p/" + place.tenant().slug() + "/" + made.slug());
        });
    }
}
