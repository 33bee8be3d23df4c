package dev.maru.ui.traces;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.gateway.trace.SpanKind;
import dev.maru.gateway.trace.TraceNode;
import dev.maru.gateway.trace.TraceRow;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A trace as a tree, each row with its bar along the time of the whole. */
final class Waterfall extends Grid<TraceRow> {
    private static final int DEEPEST_INDENT = 12;

    private final Formats formats = Formats.current();
    private final Instant from;
    private final long whole;

    Waterfall(List<TraceRow> rows, Consumer<TraceRow> open) {
        this.from = rows.stream()
                .map(row -> row.node().startedAt())
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        this.whole = Math.max(
                1,
                rows.stream()
                        .mapToLong(row -> begin(row.node()) + row.node().durationUs())
                        .max()
                        .orElse(1));
        setSizeFull();
        addClassName("maru-waterfall");
        addComponentColumn(this::line).setHeader(head()).setFlexGrow(1);
        setItems(rows);
        addItemClickListener(event -> open.accept(event.getItem()));
    }

    private long begin(TraceNode node) {
        return ChronoUnit.MICROS.between(from, node.startedAt());
    }

    /** The same three places as in a row, so that the scale stands over the bars. */
    private Component head() {
        var scale = new Div(
                new Span(TraceTexts.duration(0, formats)),
                new Span(TraceTexts.duration(whole / 2, formats)),
                new Span(TraceTexts.duration(whole, formats)));
        scale.addClassName("maru-span-scale");
        var head = new Div(new Span(t("traces.step")), scale, new Span(t("traces.duration")));
        head.addClassName("maru-span");
        return head;
    }

    private Component line(TraceRow row) {
        var node = row.node();
        var name = new Span(TraceTexts.name(node));
        name.addClassName("maru-truncate");
        name.getElement().setAttribute("data-row-open", "");
        name.getElement().setAttribute("title", TraceTexts.name(node));
        var title = new Div(name);
        title.addClassName("maru-span-name");
        title.getStyle().set("padding-inline-start", 14 * Math.min(row.depth(), DEEPEST_INDENT) + "px");
        if (!isPlain(node)) {
            title.add(new Chip(TraceTexts.kind(node), tone(node)));
        }
        if (node.failed()) {
            var error = new Chip(t("traces.status.error"), Tone.BAD, Glyph.ERROR);
            title.add(error);
        }
        var line = new Div(title, bar(node), new Span(TraceTexts.duration(node.durationUs(), formats)));
        line.addClassName("maru-span");
        return line;
    }

    private static boolean isPlain(TraceNode node) {
        return node instanceof TraceNode.Attempt
                || node instanceof TraceNode.Application application
                        && application.span().kind() == SpanKind.SPAN;
    }

    /** What this gateway saw itself stands out from what it was told. */
    private static Tone tone(TraceNode node) {
        return node instanceof TraceNode.Call ? Tone.ACCENT : Tone.PLAIN;
    }

    private Component bar(TraceNode node) {
        var part = new Div();
        part.getElement().setAttribute("data-part", node instanceof TraceNode.Attempt ? "wait" : "read");
        if (node.failed()) {
            part.getElement().setAttribute("data-tone", "bad");
        }
        var left = Math.clamp(100.0 * begin(node) / whole, 0, 99.5);
        part.getStyle().set("inset-inline-start", percent(left));
        part.getStyle().set("inline-size", percent(Math.clamp(100.0 * node.durationUs() / whole, 0, 100 - left)));
        var bar = new Div(part);
        bar.addClassName("maru-bar");
        bar.getElement().setAttribute("role", "img");
        bar.getElement()
                .setAttribute(
                        "aria-label",
                        t(
                                "traces.bar",
                                TraceTexts.duration(begin(node), formats),
                                TraceTexts.duration(node.durationUs(), formats)));
        return bar;
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
