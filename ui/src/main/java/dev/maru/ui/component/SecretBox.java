package dev.maru.ui.component;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;

/** A secret or a link that is shown this once, with a button that copies it. */
public final class SecretBox extends Div {
    public SecretBox(String secret) {
        addClassName("maru-secret");
        var code = new Code(secret);
        code.setId("secret");
        var copy = CopyButton.labelled(secret);
        copy.setAriaLabel(t("copy"));
        add(code, copy);
    }
}
