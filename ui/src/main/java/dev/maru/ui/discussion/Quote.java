package dev.maru.ui.discussion;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;

/** What a comment is about; a long one scrolls, by keyboard too. */
final class Quote extends Div {
    Quote(String text) {
        super(text);
        addClassName("maru-quote");
        getElement()
                .setAttribute("tabindex", "0")
                .setAttribute("role", "region")
                .setAttribute("aria-label", t("discussion.quote"));
    }
}
