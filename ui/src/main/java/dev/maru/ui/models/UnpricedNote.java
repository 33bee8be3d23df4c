package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.gateway.measure.UnpricedAlert;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import org.jspecify.annotations.Nullable;

/** Says that a model is called without a price, and offers to set one. */
final class UnpricedNote {
    private UnpricedNote() {}

    /** @param setPrice null for those who may not */
    static Component of(UnpricedAlert alert, @Nullable Runnable setPrice) {
        var formats = Formats.current();
        var calls = new Span(
                t("models.unpriced.calls", formats.number(alert.calls()), formats.dateTime(alert.firstSeen())));
        calls.addClassName("maru-small");
        var row = new Div(calls);
        row.addClassName("maru-row");
        if (setPrice != null) {
            row.add(Buttons.plain(t("models.set-price"), Glyph.COST, setPrice));
        }
        var note = new Note(Tone.WARN, t("models.unpriced.banner.one", alert.qualifiedName()), row);
        note.addClassName("maru-unpriced");
        return note;
    }
}
