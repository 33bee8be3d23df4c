package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.maru.core.problem.PlatformException;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.util.function.Consumer;

/** Tries the plan that is being edited, saved or not, with a made-up call: no model is asked, and nothing is counted. */
final class SimulationPanel extends Div {
    private final Place place;
    private final RouteTools tools;
    private final PlanFields plan;
    private final Consumer<Sample> remember;
    private final SampleFields fields;
    private final Div result = new Div();

    /** @param remember keeps the call in the page's address */
    SimulationPanel(Place place, RouteTools tools, PlanFields plan, Sample sample, Consumer<Sample> remember) {
        this.place = place;
        this.tools = tools;
        this.plan = plan;
        this.remember = remember;
        setId("simulation");
        addClassNames("maru-panel", "maru-route-trial");
        var explained = new Paragraph(t("routes.trial.explained"));
        explained.addClassNames("maru-quiet", "maru-small");
        fields = new SampleFields(sample, this::sampleChanged);
        result.setId("simulation-result");
        result.getElement().setAttribute("aria-live", "polite");
        add(new H2(Glyph.PLAY.create(), new Span(t("routes.trial"))));
        add(explained, fields, result);
    }

    private void sampleChanged() {
        remember.accept(fields.sample());
        run();
    }

    /** Shows how the call goes with the plan as it is now. */
    void run() {
        fields.models(plan.models());
        result.removeAll();
        try {
            var tried = plan.plan();
            result.add(new SimulationResult(
                    tried,
                    tools.routes()
                            .simulate(place.caller(), tried, fields.sample().call())));
        } catch (PlatformException incomplete) {
            result.add(new Note(Tone.PLAIN, t("routes.trial.incomplete", RouteProblem.sentence(incomplete))));
        }
    }
}
