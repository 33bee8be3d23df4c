package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.prompts.ReleaseRequest;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.shell.Place;
import java.util.List;
import java.util.function.Consumer;

/** Requests to release: those that wait for somebody or for their time, and what became of the others. */
final class RequestList extends Div {
    RequestList(Place place, ReleaseTools tools, List<ReleaseRequest> requests, Consumer<Dialog> open) {
        addClassName("maru-panel");
        add(new H2(Glyph.PENDING.create(), new Span(t("requests.title"))));
        var pending =
                requests.stream().filter(request -> request.state().isPending()).toList();
        var closed = requests.stream()
                .filter(request -> !request.state().isPending())
                .toList();
        if (!pending.isEmpty()) {
            add(list(place, tools, pending, open));
        }
        if (!closed.isEmpty()) {
            var details = new Details(t("requests.closed", closed.size()), list(place, tools, closed, open));
            details.setOpened(pending.isEmpty() && closed.size() <= 3);
            add(details);
        }
    }

    private static Component list(
            Place place, ReleaseTools tools, List<ReleaseRequest> requests, Consumer<Dialog> open) {
        var list = new UnorderedList();
        list.addClassName("maru-list");
        requests.forEach(request -> list.add(new ListItem(new RequestRow(place, tools, request, open))));
        return list;
    }
}
