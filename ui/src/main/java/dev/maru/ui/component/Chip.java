package dev.maru.ui.component;

import com.vaadin.flow.component.html.Span;
import java.util.Collection;

/** A short word in a frame: a status with its drawing, a label, a role. */
public final class Chip extends Span {
    public Chip(String text, Tone tone) {
        addClassName("maru-chip");
        getElement().setAttribute("data-tone", tone.wireName());
        add(new Span(text));
    }

    public Chip(String text, Tone tone, Glyph glyph) {
        this(text, tone);
        addComponentAsFirst(glyph.create());
    }

    public static Chip plain(String text) {
        return new Chip(text, Tone.PLAIN);
    }

    /** Some chips in a row that wraps. */
    public static Span row(Collection<Chip> chips) {
        var row = new Span();
        row.addClassName("maru-chips");
        chips.forEach(row::add);
        return row;
    }
}
