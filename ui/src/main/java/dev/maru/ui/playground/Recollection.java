package dev.maru.ui.playground;

import com.vaadin.flow.server.VaadinSession;
import dev.maru.ui.shell.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The unsaved contents of the playground of one project, kept as long as the browser's session. */
record Recollection(List<ColumnState> columns, Map<String, String> samples, String question) {
    Recollection {
        columns = List.copyOf(columns);
        samples = Map.copyOf(samples);
    }

    void keep(Place place) {
        VaadinSession.getCurrent().setAttribute(key(place), this);
    }

    static Optional<Recollection> of(Place place) {
        return VaadinSession.getCurrent().getAttribute(key(place)) instanceof Recollection kept
                ? Optional.of(kept)
                : Optional.empty();
    }

    List<ColumnLink> links() {
        return columns.stream().map(ColumnState::link).toList();
    }

    private static String key(Place place) {
        return "maru.playground." + place.caller().requireProject();
    }
}
