package dev.maru.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/** Names and values, one pair a line; a value that is missing leaves its line out. */
public final class Facts extends DescriptionList {
    public Facts() {
        addClassName("maru-facts");
    }

    public Facts add(String name, @Nullable String value) {
        return value == null || value.isBlank() ? this : add(name, new Span(value));
    }

    public Facts add(String name, Component value) {
        add(new Term(name), new Description(value));
        return this;
    }
}
