package dev.maru.ui.component;

import com.vaadin.flow.component.masterdetaillayout.MasterDetailLayout;

/** A list with the detail of one of its rows beside it; on a narrow screen the detail covers the page. */
public final class Split extends MasterDetailLayout {
    /** @param close takes the chosen row out of the page's address */
    public Split(String detailSize, Runnable close) {
        addClassName("maru-fill");
        setExpandMaster(true);
        setDetailSize(detailSize);
        setOverlayContainment(OverlayContainment.PAGE);
        setOverlaySize("min(480px, 100vw)");
        addDetailEscapePressListener(event -> close.run());
        addBackdropClickListener(event -> close.run());
    }
}
