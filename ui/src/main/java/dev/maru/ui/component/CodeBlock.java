package dev.maru.ui.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;

/** Text of a machine with a button that copies it. */
public final class CodeBlock extends Div {
    public CodeBlock(String text) {
        this(text, text);
    }

    /**
     * @param shown what stands on the page
     * @param copied what the button copies
     */
    public CodeBlock(String shown, String copied) {
        addClassName("maru-block");
        var pre = new Pre(shown);
        pre.getElement().setAttribute("tabindex", "0");
        add(pre, CopyButton.of(copied));
    }

    /** Breaks long lines, for prose. */
    public CodeBlock wrapped() {
        getChildren().findFirst().ifPresent(pre -> pre.addClassName("maru-wrap"));
        return this;
    }
}
