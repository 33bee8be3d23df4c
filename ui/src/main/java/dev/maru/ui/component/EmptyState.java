package dev.maru.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** What stands where nothing is yet: what belongs here, one act, one sample. */
public final class EmptyState extends Div {
    public EmptyState(Glyph glyph, String title, String sentence, Component... actions) {
        addClassName("maru-empty");
        add(glyph.create(), new H2(title), new Paragraph(sentence));
        if (actions.length > 0) {
            var row = new Div(actions);
            row.addClassName("maru-actions");
            add(row);
        }
    }

    /** A sample below the act. */
    public EmptyState sample(Component sample) {
        add(sample);
        return this;
    }
}
