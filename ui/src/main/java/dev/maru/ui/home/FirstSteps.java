package dev.maru.ui.home;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.shell.Place;
import java.util.List;

/** The checklist of the first run; it goes once everything is done. */
final class FirstSteps extends Div {
    FirstSteps(Place place, List<HomeFacts.Step> steps) {
        addClassName("maru-panel");
        setId("first-steps");
        var done = steps.stream().filter(HomeFacts.Step::done).count();
        var progress = new Div();
        progress.addClassName("maru-progress");
        var bar = new Div();
        bar.setWidth(100 * done / steps.size() + "%");
        progress.add(bar);
        progress.getElement().setAttribute("aria-hidden", "true");
        var count = new Span(t("steps.done", done, steps.size()));
        count.addClassNames("maru-quiet", "maru-small");
        var title = new H2(t("steps.title", place.tenant().name()));
        title.addClassName("maru-grow");
        var head = new Div(title, count);
        head.addClassName("maru-row");
        var list = new OrderedList();
        list.addClassName("maru-steps");
        steps.forEach(step -> list.add(line(step)));
        add(head, progress, list);
    }

    private static ListItem line(HomeFacts.Step step) {
        var title = new Span(t("steps." + step.name()));
        title.addClassName("maru-step-title");
        var text = new Div(title);
        text.addClassNames("maru-grow", "maru-stack-tight");
        var item = new ListItem();
        if (step.done()) {
            item.getElement().setAttribute("data-done", "");
            var state = new Span(t("steps.is-done"));
            state.addClassNames("maru-quiet", "maru-small");
            item.add(Glyph.SUCCESS.create(), text, state);
            return item;
        }
        var explanation = new Span(t("steps." + step.name() + ".text"));
        explanation.addClassNames("maru-quiet", "maru-small");
        text.add(explanation);
        item.add(Glyph.PENDING.create(), text, new Anchor(step.path(), t("steps." + step.name() + ".act")));
        return item;
    }
}
