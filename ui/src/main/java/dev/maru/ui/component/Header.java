package dev.maru.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/** The head of a page: its name, one sentence about it, and what can be done here. */
public final class Header extends Div {
    private final Div actions = new Div();
    private final H1 title = new H1();

    public Header(String title, String sentence) {
        addClassName("maru-header");
        this.title.add(new Span(title));
        var text = new Div(this.title);
        text.addClassName("maru-header-text");
        if (!sentence.isEmpty()) {
            text.add(new Paragraph(sentence));
        }
        actions.addClassName("maru-actions");
        add(text, actions);
    }

    /** Adds something that can be done here. */
    public Header act(Component action) {
        actions.add(action);
        return this;
    }

    /** Puts chips and the like beside the title. */
    public Header beside(Component... components) {
        title.add(components);
        return this;
    }
}
