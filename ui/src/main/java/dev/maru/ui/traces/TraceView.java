package dev.maru.ui.traces;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.trace.TraceDetail;
import dev.maru.gateway.trace.TraceService;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.InlineCopy;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Split;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One trace: what happened in what and for how long, and everything about the step chosen. */
@PermitAll
@Route(value = "p/:tenant/:project/traces/:trace", layout = MainLayout.class)
final class TraceView extends Page {
    private final TraceService traces;
    private final Split split = new Split("460px", () -> select(null));
    private @Nullable TraceDetail detail;

    TraceView(Places places, TraceService traces) {
        super(places, Permission.READ_CALLS);
        this.traces = traces;
        addClassName("maru-page-full");
    }

    @Override
    protected String title() {
        return detail == null ? t("nav.traces") : detail.trace().name();
    }

    @Override
    protected List<Crumb> above() {
        return List.of(new Crumb(t("nav.traces"), place().inProject("traces")));
    }

    @Override
    protected void show(Query query) {
        var shown = detail;
        if (shown == null) {
            shown = load();
        }
        var chosen = query.get("step", "");
        split.setDetail(shown.rows().stream()
                .filter(row -> row.node().id().equals(chosen))
                .findFirst()
                .map(row -> new NodePanel(place(), row.node(), () -> select(null)))
                .orElse(null));
    }

    private TraceDetail load() {
        var found = traces.find(place().caller(), parameter("trace"));
        detail = found;
        removeAll();
        var header = new Header(found.trace().name(), "")
                .beside(TraceTexts.chip(found.trace().errors()));
        header.act(Buttons.plain(t("traces.refresh"), Glyph.REFRESH, this::reload));
        add(header, facts(found));
        if (found.truncated()) {
            add(new Note(
                    Tone.WARN,
                    t("traces.truncated", Formats.current().number(found.rows().size()))));
        }
        split.setMaster(new Waterfall(found.rows(), row -> select(row.node().id())));
        add(split);
        return Objects.requireNonNull(detail);
    }

    private void reload() {
        detail = null;
        refresh();
    }

    private Component facts(TraceDetail found) {
        var formats = Formats.current();
        var trace = found.trace();
        var line = new Div(new InlineCopy(trace.traceId()), Times.exact(trace.startedAt()));
        line.add(new Span(formats.duration(Duration.between(trace.startedAt(), trace.endedAt()))));
        line.add(new Span(t("traces.spans.count", formats.number(trace.spans()))));
        if (trace.inputTokens() + trace.outputTokens() > 0) {
            line.add(new Span(t(
                    "traces.tokens.both", formats.number(trace.inputTokens()), formats.number(trace.outputTokens()))));
        }
        var service = trace.service();
        if (service != null) {
            line.add(new Span(new Span(t("traces.service") + " "), TraceTexts.narrowed(place(), "service", service)));
        }
        var session = trace.sessionId();
        if (session != null) {
            line.add(new Span(new Span(t("traces.session") + " "), TraceTexts.narrowed(place(), "session", session)));
        }
        var user = trace.endUser();
        if (user != null) {
            line.add(new Span(new Span(t("traces.user") + " "), TraceTexts.narrowed(place(), "user", user)));
        }
        line.addClassNames("maru-trace-facts", "maru-quiet", "maru-small");
        return line;
    }

    private void select(@Nullable String step) {
        go(query().with("step", step));
    }
}
