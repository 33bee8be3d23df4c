package dev.maru.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A sentence that stands out: a warning, a result, a hint. */
public final class Note extends Div {
    public Note(Tone tone, String text, Component... more) {
        addClassName("maru-note");
        getElement().setAttribute("data-tone", tone.wireName());
        var glyph = switch (tone) {
            case GOOD -> Glyph.SUCCESS;
            case WARN -> Glyph.WARNING;
            case BAD -> Glyph.ERROR;
            case PLAIN, ACCENT -> Glyph.INFO;
        };
        var body = new Div(new Span(text));
        body.addClassNames("maru-grow", "maru-stack-tight");
        body.add(more);
        add(glyph.create(), body);
    }
}
