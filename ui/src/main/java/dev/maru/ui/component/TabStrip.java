package dev.maru.ui.component;

import com.vaadin.flow.component.tabs.Tabs;

/** Tabs in which nothing but the tabs can take the focus, so that they are a list of tabs to screen readers too. */
class TabStrip extends Tabs {
    private static final String MEND =
            "customElements.whenDefined('vaadin-tabs').then(() => this.updateComplete).then(() =>"
                    + " this.shadowRoot.querySelectorAll('[tabindex]').forEach((part) => part.removeAttribute('tabindex')))";

    TabStrip(String label) {
        getElement().setAttribute("aria-label", label);
        addAttachListener(event -> getElement().executeJs(MEND));
    }
}
