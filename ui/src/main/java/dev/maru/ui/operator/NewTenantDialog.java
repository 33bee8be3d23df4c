package dev.maru.ui.operator;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.access.Slug;
import dev.maru.access.TenantService;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.CurrentPerson;

/** Asks for the name of a new tenant and makes it with a sample project. */
final class NewTenantDialog extends FormDialog {
    private boolean slugTouched;

    NewTenantDialog(CurrentPerson person, TenantService tenants) {
        super(t("tenants.new"), t("tenants.new.explained"));
        var name = new TextField(t("tenants.name"));
        name.setId("tenant-name");
        name.setRequiredIndicatorVisible(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        var slug = new TextField(t("project.slug"));
        slug.setHelperText(t("tenants.slug.help"));
        slug.addValueChangeListener(event -> slugTouched |= event.isFromClient());
        name.addValueChangeListener(event -> {
            if (!slugTouched && !event.getValue().isBlank()) {
                slug.setValue(Slug.resembling(event.getValue(), "tenant").value());
            }
        });
        field("name", name);
        field("slug", slug);
        submit(t("tenants.create"), () -> {
            var made = tenants.create(person.id(), name.getValue(), new Slug(slug.getValue()));
            close();
            Notices.success(t("tenants.created", made.name()));
        });
    }
}
