package dev.maru.ui.component;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Span;

/** A short machine text, such as an id, with a button that copies it. */
public final class InlineCopy extends Span {
    public InlineCopy(String text) {
        addClassName("maru-inline-copy");
        var code = new Code(text);
        code.addClassName("maru-truncate");
        add(code, CopyButton.of(text));
    }
}
