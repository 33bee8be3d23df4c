package dev.maru.ui.component;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.button.Button;

/** Copies a text in the browser, without a trip to the server, and says that it did. */
public final class CopyButton extends Button {
    private CopyButton(String text) {
        super(Glyph.COPY.create());
        addThemeName("tertiary");
        addClassName("maru-copy");
        setAriaLabel(t("copy"));
        setTooltipText(t("copy"));
        getElement().setProperty("maruCopy", text);
        getElement().setAttribute("data-copied", t("copied"));
    }

    public static CopyButton of(String text) {
        return new CopyButton(text);
    }

    /** With words beside the drawing. */
    public static CopyButton labelled(String text) {
        var button = new CopyButton(text);
        button.setText(t("copy"));
        return button;
    }
}
