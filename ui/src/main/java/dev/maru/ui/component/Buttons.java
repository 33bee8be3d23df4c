package dev.maru.ui.component;

import com.vaadin.flow.component.button.Button;

/** Buttons in the three weights that pages use. */
public final class Buttons {
    private Buttons() {}

    /** The one main act of a page. */
    public static Button primary(String text, Glyph glyph, Runnable work) {
        var button = plain(text, glyph, work);
        button.addThemeName("primary");
        return button;
    }

    public static Button plain(String text, Glyph glyph, Runnable work) {
        return new Button(text, glyph.create(), event -> work.run());
    }

    /** An act in a row: a drawing alone, with its name for screen readers and pointers. */
    public static Button icon(String name, Glyph glyph, Runnable work) {
        var button = new Button(glyph.create(), event -> work.run());
        button.addThemeName("tertiary");
        button.setAriaLabel(name);
        button.setTooltipText(name);
        return button;
    }

    public static Button quiet(String text, Glyph glyph, Runnable work) {
        var button = plain(text, glyph, work);
        button.addThemeName("tertiary");
        return button;
    }
}
