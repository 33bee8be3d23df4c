package dev.maru.ui.guardrails;

import static dev.maru.ui.i18n.Texts.t;
import static dev.maru.ui.i18n.Texts.tOr;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.access.ApiKey;
import dev.maru.core.id.ApiKeyId;
import dev.maru.core.problem.FieldError;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.guard.Check.Kind;
import dev.maru.gateway.guard.Guardrail;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.Guardrail.Stage;
import dev.maru.gateway.guard.GuardrailData;
import dev.maru.gateway.guard.TrialCheck;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Problems;
import dev.maru.ui.shell.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a guardrail, or changes one; what it finds can be tried before it is stored. */
final class GuardrailDialog extends FormDialog {
    private static final int MOST_KEYS = 200;
    private static final Set<Kind> TRIED = EnumSet.of(Kind.PII, Kind.SECRETS, Kind.INJECTION, Kind.WORDS);

    private final Place place;
    private final GuardrailTools tools;
    private final TextField name = new TextField(t("guardrails.name"));
    private final Select<Kind> kind = new Select<>();
    private final Select<Stage> stage = new Select<>();
    private final Select<Action> action = new Select<>();
    private final Select<Scope> scope = new Select<>();
    private final Checkbox enabled = new Checkbox(t("guardrails.enabled"), true);
    private final CheckFields check;
    private final TrialBox trial;

    /** Every key of the project, or one. */
    private record Scope(@Nullable ApiKeyId key, String text) {}

    /** @param old null: a new one */
    GuardrailDialog(Place place, GuardrailTools tools, @Nullable Guardrail old) {
        super(old == null ? t("guardrails.new") : t("guardrails.edit"), "");
        this.place = place;
        this.tools = tools;
        setWidth("min(640px, 96vw)");
        trial = new TrialBox(
                "guardrail-draft",
                place,
                tools.guardrails(),
                () -> List.of(new TrialCheck(checkFields().check(), action.getValue())));
        check = new CheckFields(models(), trial::run);
        name.setId("guardrail-name");
        name.setRequiredIndicatorVisible(true);
        name.setPlaceholder(t("guardrails.name.example"));
        choose(kind, "guardrails.check", "guardrail-kind");
        kind.setItems(Kind.values());
        kind.setItemLabelGenerator(GuardrailTexts::check);
        choose(stage, "guardrails.stage", "guardrail-stage");
        stage.setItemLabelGenerator(GuardrailTexts::stage);
        choose(action, "guardrails.action", "guardrail-action");
        action.setItemLabelGenerator(this::actionText);
        choose(scope, "guardrails.scope", "guardrail-scope");
        scope.setItemLabelGenerator(Scope::text);
        field("name", name);
        field("check.kind", kind);
        content(check.explained());
        check.named().forEach(this::field);
        grid();
        content(trial);
        fill(old);
        kind.addValueChangeListener(event -> changed(null, null));
        action.addValueChangeListener(event -> trial.run());
        submit(old == null ? t("guardrails.create") : t("dialog.save"), () -> {
            save(old);
            close();
            Notices.success(t("guardrails.saved", name.getValue().strip()));
        });
    }

    private CheckFields checkFields() {
        return check;
    }

    private static void choose(Select<?> select, String label, String id) {
        select.setLabel(t(label));
        select.setId(id);
    }

    private void grid() {
        field("stage", stage);
        field("action", action);
        field("key", scope);
        var row = new Div(stage, action, scope, enabled);
        row.addClassName("maru-form-grid");
        content(row);
    }

    private List<String> models() {
        return tools.catalog().callable(place.caller()).stream()
                .map(CallableModel::qualifiedName)
                .toList();
    }

    private void fill(@Nullable Guardrail old) {
        var scopes = scopes(old == null ? null : old.data().key());
        scope.setItems(scopes);
        if (old == null) {
            kind.setValue(Kind.PII);
            scope.setValue(scopes.getFirst());
            changed(null, null);
            name.focus();
            return;
        }
        var data = old.data();
        name.setValue(data.name());
        kind.setValue(data.check().kind());
        check.show(data.check(), old.hasSecret());
        enabled.setValue(data.enabled());
        scopes.stream()
                .filter(each -> Objects.equals(each.key(), data.key()))
                .findFirst()
                .ifPresent(scope::setValue);
        changed(data.stage(), data.action());
    }

    private List<Scope> scopes(@Nullable ApiKeyId known) {
        var scopes = new ArrayList<Scope>();
        scopes.add(new Scope(null, t("guardrails.scope.project")));
        if (place.may(Permission.READ_KEYS)) {
            tools.keys().page(place.caller(), null, MOST_KEYS).items().stream()
                    .filter(key -> key.revokedAt() == null || key.id().equals(known))
                    .map(GuardrailDialog::scope)
                    .forEach(scopes::add);
        }
        if (known != null && scopes.stream().noneMatch(each -> known.equals(each.key()))) {
            scopes.add(new Scope(known, known.toString()));
        }
        return scopes;
    }

    private static Scope scope(ApiKey key) {
        return new Scope(key.id(), t("guardrails.scope.key", key.data().name()));
    }

    /** Offers what a check of the kind can do; what was chosen stays if it can. */
    private void changed(@Nullable Stage wantedStage, @Nullable Action wantedAction) {
        var chosen = kind.getValue();
        var stages = GuardrailRules.stages(chosen);
        var actions = GuardrailRules.actions(chosen);
        var keptStage = wantedStage == null ? stage.getValue() : wantedStage;
        var keptAction = wantedAction == null ? action.getValue() : wantedAction;
        check.kind(chosen);
        stage.setItems(stages);
        stage.setValue(kept(stages, keptStage));
        action.setItems(actions);
        action.setValue(kept(actions, keptAction));
        trial.setVisible(TRIED.contains(chosen));
        trial.run();
    }

    private static <T> T kept(List<T> offered, @Nullable T before) {
        return offered.stream().filter(each -> each == before).findFirst().orElse(offered.getFirst());
    }

    private String actionText(Action each) {
        return each == Action.MASK && kind.getValue() == Kind.SCHEMA
                ? t("guardrails.action.repair")
                : t("guardrails.action." + each.wireName());
    }

    private void save(@Nullable Guardrail old) {
        var data = new GuardrailData(
                name.getValue(),
                scope.getValue().key(),
                stage.getValue(),
                action.getValue(),
                check.check(),
                enabled.getValue());
        if (old == null) {
            tools.guardrails().create(place.caller(), data, check.secret());
        } else {
            tools.guardrails().update(place.caller(), old.id(), old.version(), data, check.secret());
        }
    }

    @Override
    protected String fieldText(FieldError error) {
        return tOr("guardrails.error." + error.field(), Problems.field(error));
    }
}
