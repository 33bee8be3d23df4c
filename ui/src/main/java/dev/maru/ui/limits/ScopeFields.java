package dev.maru.ui.limits;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.access.Member;
import dev.maru.access.Project;
import dev.maru.core.id.ProjectId;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.ui.shell.Place;
import java.util.ArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Chooses which calls something holds for: those that match everything that is filled in. */
final class ScopeFields extends Div {
    private static final String EVERYWHERE = "";

    private final ScopeNames names;
    private final Select<String> project = new Select<>();
    private final ComboBox<ScopeNames.Key> key = new ComboBox<>(t("limits.node.key"));
    private final ComboBox<Member> member = new ComboBox<>(t("limits.node.member"));
    private final ComboBox<String> model = new ComboBox<>(t("limits.node.model"));
    private final TextField tagName = new TextField(t("limits.tag.name"));
    private final TextField tagValue = new TextField(t("limits.tag.value"));

    ScopeFields(Place place, ScopeNames names, LimitScope scope) {
        this.names = names;
        var projects = new ArrayList<String>();
        projects.add(EVERYWHERE);
        place.projects().stream().map(Project::id).map(ProjectId::toString).forEach(projects::add);
        project.setId("scope-project");
        project.setLabel(t("limits.node.project"));
        project.setItems(projects);
        project.setItemLabelGenerator(
                id -> id.equals(EVERYWHERE) ? t("limits.every-project") : place.projectName(ProjectId.parse(id)));
        project.setValue(scope.project() == null ? EVERYWHERE : scope.project().toString());
        key.setId("scope-key");
        key.setItemLabelGenerator(ScopeNames.Key::name);
        key.setPlaceholder(t("limits.every-key"));
        key.setClearButtonVisible(true);
        offerKeys();
        names.key(scope.apiKey()).filter(ScopeNames.Key::usable).ifPresent(key::setValue);
        member.setId("scope-member");
        member.setItems(names.people());
        member.setItemLabelGenerator(Member::name);
        member.setPlaceholder(t("limits.every-member"));
        member.setClearButtonVisible(true);
        names.people().stream()
                .filter(person -> person.id().equals(scope.member()))
                .findFirst()
                .ifPresent(member::setValue);
        model.setId("scope-model");
        model.setItems(names.models());
        model.setPlaceholder(t("limits.every-model"));
        model.setClearButtonVisible(true);
        model.setAllowCustomValue(true);
        model.addCustomValueSetListener(
                event -> model.setValue(event.getDetail().strip()));
        model.setValue(scope.model());
        tagName.setId("scope-tag-name");
        tagName.setPlaceholder(t("limits.every-tag"));
        tagName.setValue(scope.tagName() == null ? "" : scope.tagName());
        tagValue.setPlaceholder(t("limits.every-value"));
        tagValue.setValue(scope.tagValue() == null ? "" : scope.tagValue());
        project.addValueChangeListener(event -> offerKeys());
        // A call is made by a key or by a person.
        key.addValueChangeListener(event -> {
            if (event.getValue() != null) {
                member.clear();
            }
        });
        member.addValueChangeListener(event -> {
            if (event.getValue() != null) {
                key.clear();
            }
        });
    }

    private void offerKeys() {
        var chosen = key.getValue();
        var offered = names.usableKeys().stream().filter(this::isInProject).toList();
        key.setItems(offered);
        key.setValue(offered.contains(chosen) ? chosen : null);
    }

    private boolean isInProject(ScopeNames.Key candidate) {
        return project.getValue().equals(EVERYWHERE)
                || candidate.project().id().toString().equals(project.getValue());
    }

    /** Each field with the name that services give it; after that they stand in here. */
    void layOut(BiConsumer<String, Component> named) {
        named.accept("scope.project", project);
        named.accept("scope.key", key);
        named.accept("scope.member", member);
        named.accept("scope.model", model);
        named.accept("scope.tagName", tagName);
        named.accept("scope.tagValue", tagValue);
        add(project, key, member, model, tagName, tagValue);
        addClassName("maru-form-grid");
    }

    /** A key names its project too. */
    LimitScope scope() {
        var chosen = key.getValue();
        var person = member.getValue();
        return new LimitScope(
                chosen != null ? chosen.project().id() : inProject(),
                chosen == null ? null : chosen.id(),
                person == null ? null : person.id(),
                blank(model.getValue()),
                blank(tagName.getValue()),
                blank(tagValue.getValue()));
    }

    private @Nullable ProjectId inProject() {
        var id = project.getValue();
        return id.equals(EVERYWHERE) ? null : ProjectId.parse(id);
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
