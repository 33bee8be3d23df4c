package dev.maru.ui.traces;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.gateway.trace.TraceListItem;
import dev.maru.ui.component.Times;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Traces as rows. */
final class TraceGrid extends Grid<TraceListItem> {
    private final Place place;

    TraceGrid(Place place, Clock clock) {
        this.place = place;
        var formats = Formats.current();
        setSizeFull();
        addComponentColumn(trace -> Times.relative(trace.startedAt(), clock))
                .setHeader(t("traces.started"))
                .setWidth("100px")
                .setFlexGrow(0);
        addComponentColumn(this::name)
                .setHeader(t("traces.name"))
                .setFlexGrow(2)
                .setWidth("200px");
        addComponentColumn(trace -> TraceTexts.chip(trace.errors()))
                .setHeader(t("traces.status"))
                .setWidth("130px")
                .setFlexGrow(0);
        addColumn(trace -> formats.duration(Duration.between(trace.startedAt(), trace.endedAt())))
                .setHeader(t("traces.duration"))
                .setWidth("100px")
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END);
        addColumn(trace -> formats.number(trace.spans()))
                .setHeader(t("traces.spans"))
                .setWidth("80px")
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END);
        addColumn(trace -> trace.inputTokens() + trace.outputTokens() == 0
                        ? "–"
                        : formats.number(trace.inputTokens() + trace.outputTokens()))
                .setHeader(t("traces.tokens"))
                .setWidth("90px")
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END);
        addColumn(trace -> String.join(", ", trace.models()))
                .setHeader(t("traces.models"))
                .setFlexGrow(1)
                .setWidth("140px");
        addComponentColumn(this::session)
                .setHeader(t("traces.session"))
                .setFlexGrow(1)
                .setWidth("150px");
    }

    private Component name(TraceListItem trace) {
        var link = new Anchor(place.inProject("traces/" + trace.traceId()), trace.name());
        link.addClassName("maru-row-link");
        return two(link, trace.service() == null ? null : quiet(trace.service()));
    }

    private Component session(TraceListItem trace) {
        var session = trace.sessionId();
        var user = trace.endUser();
        return two(
                session == null ? new Span() : TraceTexts.narrowed(place, "session", session),
                user == null ? null : quiet(user));
    }

    private static Component two(Component first, @Nullable Component second) {
        var cell = new Div(first);
        cell.addClassName("maru-cell-two");
        if (second != null) {
            cell.add(second);
        }
        return cell;
    }

    private static Span quiet(String text) {
        var span = new Span(text);
        span.addClassNames("maru-quiet", "maru-small");
        return span;
    }
}
