package dev.maru.ui.home;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.gateway.measure.UnpricedAlert;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Times;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;
import java.time.Clock;
import java.util.List;

/** The models that are called without a price; each leads to where one is set. */
final class UnpricedPanel extends Div {
    UnpricedPanel(Place place, List<UnpricedAlert> alerts, Clock clock) {
        addClassName("maru-panel");
        setId("unpriced");
        add(new H2(Glyph.WARNING.create(), new Span(t("home.unpriced"))));
        var list = new UnorderedList();
        list.addClassName("maru-list");
        alerts.forEach(alert -> list.add(line(place, alert, clock)));
        add(list);
    }

    private static ListItem line(Place place, UnpricedAlert alert, Clock clock) {
        var link = new Anchor(
                place.inProject("models")
                        + Query.none().with("show", alert.qualifiedName()).suffix(),
                alert.qualifiedName());
        var calls = new Span(t("home.unpriced.calls", Formats.current().number(alert.calls())));
        calls.addClassNames("maru-quiet", "maru-small");
        var row = new Div(link, calls, Times.relative(alert.lastSeen(), clock));
        row.addClassName("maru-row");
        return new ListItem(row);
    }
}
