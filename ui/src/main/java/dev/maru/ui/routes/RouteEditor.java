package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.route.Route;
import dev.maru.gateway.route.RouteData;
import dev.maru.gateway.route.RouteName;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A route while it is written, with the trial beside it. */
final class RouteEditor extends Div {
    private final Place place;
    private final RouteTools tools;
    private final TextField name = new TextField(t("routes.name"));
    private final TextArea description = new TextArea(t("routes.description"));
    private final PlanFields plan;
    private final SimulationPanel trial;
    private final Div problem = new Div();
    private final Button save;
    private final Consumer<Route> saved;
    private final Runnable reload;
    private @Nullable Route route;
    private boolean dirty;

    /**
     * @param route null: a new one
     * @param saved gets what was stored
     * @param reload shows what is stored now instead of what was written
     */
    RouteEditor(
            Place place,
            RouteTools tools,
            @Nullable Route route,
            boolean mayManage,
            Sample sample,
            Consumer<Sample> remember,
            Consumer<Route> saved,
            Runnable reload) {
        this.place = place;
        this.tools = tools;
        this.route = route;
        this.saved = saved;
        this.reload = reload;
        addClassName("maru-route");
        plan = new PlanFields(
                tools.catalog().callable(place.caller()).stream()
                        .map(CallableModel::qualifiedName)
                        .toList(),
                this::changed);
        trial = new SimulationPanel(place, tools, plan, sample, remember);
        save = Buttons.primary(route == null ? t("routes.create") : t("dialog.save"), Glyph.CHECK, this::save);
        save.setId("route-save");
        save.setDisableOnClick(true);
        problem.getElement().setAttribute("role", "alert");
        var form = form(mayManage);
        form.setEnabled(mayManage);
        add(form, trial);
        plan.show(route == null ? null : route.plan());
        trial.run();
    }

    private Div form(boolean mayManage) {
        name.setId("route-name");
        name.setPlaceholder("support-chat");
        name.setHelperText(t("routes.name.help"));
        name.setRequiredIndicatorVisible(true);
        description.setId("route-description");
        description.setMaxLength(500);
        description.setMaxRows(4);
        description.setValueChangeMode(ValueChangeMode.LAZY);
        var form = new Div();
        form.addClassName("maru-form");
        if (route == null) {
            form.add(name);
            name.focus();
        } else {
            description.setValue(route.description());
        }
        name.addValueChangeListener(event -> dirty = true);
        description.addValueChangeListener(event -> dirty = true);
        form.add(description, plan);
        if (mayManage) {
            var bar = new Div(problem, save);
            bar.addClassNames("maru-save", "maru-stack-tight");
            form.add(bar);
        }
        return form;
    }

    private void changed() {
        dirty = true;
        trial.run();
    }

    boolean isDirty() {
        return dirty;
    }

    /** The route changed beside what is being written here, as when it was switched off. */
    void basedOn(Route stored) {
        route = stored;
    }

    private void save() {
        problem.removeAll();
        name.setInvalid(false);
        description.setInvalid(false);
        try {
            var stored = store(plan.plan());
            dirty = false;
            Notices.success(t("routes.saved", stored.name()));
            saved.accept(stored);
        } catch (PlatformException refused) {
            show(refused);
        } finally {
            save.setEnabled(true);
        }
    }

    private Route store(RoutePlan written) {
        var old = route;
        var about = description.getValue().strip();
        return old == null
                ? tools.routes()
                        .create(
                                place.caller(),
                                new RouteName(name.getValue().strip()),
                                new RouteData(about, written, true))
                : tools.routes()
                        .update(place.caller(), old.id(), old.version(), new RouteData(about, written, old.enabled()));
    }

    private void show(PlatformException refused) {
        for (var error : refused.fields()) {
            if (error.field().equals("name")) {
                name.setErrorMessage(RouteProblem.field(error));
                name.setInvalid(true);
            } else if (error.field().equals("description")) {
                description.setErrorMessage(RouteProblem.field(error));
                description.setInvalid(true);
            }
        }
        var note = new Note(Tone.BAD, RouteProblem.sentence(refused));
        if (refused.code() == CoreError.STALE_VERSION) {
            note = new Note(
                    Tone.BAD, t("routes.stale"), Buttons.plain(t("routes.stale.reload"), Glyph.REFRESH, reload));
        }
        problem.add(note);
    }
}
