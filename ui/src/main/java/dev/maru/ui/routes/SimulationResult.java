package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.t;
import static dev.maru.ui.i18n.Texts.tOr;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.gateway.route.FailureClass;
import dev.maru.gateway.route.Inside;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.gateway.route.Simulation;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a made-up call goes: who is asked in what order and why, who answers, and who is left out. */
final class SimulationResult extends Div {
    SimulationResult(RoutePlan plan, Simulation simulation) {
        addClassName("maru-stack");
        add(verdict(simulation));
        if (!simulation.steps().isEmpty()) {
            add(new H3(t("routes.steps")), steps(simulation));
        }
        addOthers(
                t("routes.unused"),
                simulation.unused().stream()
                        .map(unused -> row(unused.model().qualifiedName(), unused.reason(), null))
                        .toList());
        addOthers(
                t("routes.skipped"),
                simulation.skipped().stream()
                        .map(skipped -> row(
                                skipped.model(),
                                skipped.reason(),
                                new Chip(t("routes.skipped.chip"), Tone.PLAIN, Glyph.BLOCKED)))
                        .toList());
        add(new H3(t("routes.seen")), seen(plan, simulation));
    }

    private static Component verdict(Simulation simulation) {
        var answers = simulation.answers();
        if (answers != null) {
            int attempts =
                    simulation.steps().stream().mapToInt(Simulation.Step::tries).sum();
            return new Note(Tone.GOOD, t("routes.answers", answers, attempts));
        }
        return new Note(Tone.BAD, nobody(simulation.steps()));
    }

    private static String nobody(List<Simulation.Step> steps) {
        if (steps.isEmpty()) {
            return t("routes.nobody.fits");
        }
        var last = steps.getLast().failure();
        if (last == FailureClass.REQUEST || last == FailureClass.OWN) {
            return t("routes.nobody.request");
        }
        return last != null && !last.general()
                ? t("routes.nobody.special", RouteTexts.failure(last))
                : t("routes.nobody.failed");
    }

    private static Component steps(Simulation simulation) {
        var list = new OrderedList();
        list.addClassNames("maru-list", "maru-route-steps");
        simulation.steps().forEach(step -> list.add(new ListItem(row(step.model(), step.reason(), chip(step)))));
        return list;
    }

    private static Chip chip(Simulation.Step step) {
        var failure = step.failure();
        if (failure == null) {
            return new Chip(t("routes.sample.answers"), Tone.GOOD, Glyph.SUCCESS);
        }
        var text = RouteTexts.failure(failure);
        return new Chip(step.tries() > 1 ? t("routes.times", text, step.tries()) : text, Tone.BAD, Glyph.ERROR);
    }

    private void addOthers(String title, List<Component> rows) {
        if (!rows.isEmpty()) {
            var list = new UnorderedList();
            list.addClassName("maru-list");
            rows.forEach(row -> list.add(new ListItem(row)));
            add(new H3(title), list);
        }
    }

    private static Component row(String model, String reason, @Nullable Chip chip) {
        var name = new Span(model);
        name.addClassName("maru-wrap");
        var why = new Span(RouteTexts.reason(reason));
        why.addClassNames("maru-quiet", "maru-small", "maru-wrap");
        var text = new Div(name, why);
        text.addClassNames("maru-cell-two", "maru-grow");
        var row = new Div(text);
        row.addClassName("maru-route-step");
        if (chip != null) {
            row.add(chip);
        }
        return row;
    }

    /** What the route saw of the call. What lies in the messages is read only for routes that go by it. */
    private static Component seen(RoutePlan plan, Simulation simulation) {
        var call = simulation.call();
        var facts = new Facts().add(t("routes.seen.tokens"), Formats.current().number(call.inputTokens()));
        if (!Inside.lookedAt(plan)) {
            return facts.add(t("routes.seen.inside"), t("routes.seen.unread"));
        }
        var language = call.language();
        var need = call.need();
        var why = need.reasons().stream().map(RouteTexts::need).collect(Collectors.joining(", "));
        return facts.add(
                        t("routes.seen.language"),
                        language == null ? t("routes.seen.none") : tOr("routes.language." + language, language))
                .add(
                        t("routes.seen.need"),
                        why.isEmpty()
                                ? t("routes.need.score", oneDigit(need.score()))
                                : t("routes.need.score.why", oneDigit(need.score()), why));
    }

    private static String oneDigit(double score) {
        return String.valueOf(Math.round(score * 10) / 10.0);
    }
}
