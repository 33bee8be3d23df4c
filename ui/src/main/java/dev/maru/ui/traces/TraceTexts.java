package dev.maru.ui.traces;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import dev.maru.gateway.trace.TraceNode;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Facts about traces in words. */
final class TraceTexts {
    private TraceTexts() {}

    static Chip chip(int errors) {
        return errors == 0
                ? new Chip(t("traces.status.ok"), Tone.GOOD, Glyph.SUCCESS)
                : new Chip(t("traces.errors", errors), Tone.BAD, Glyph.ERROR);
    }

    /** A value that leads to the traces that share it. */
    static Anchor narrowed(Place place, String filter, String value) {
        return new Anchor(
                place.inProject("traces?" + filter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)), value);
    }

    static String name(TraceNode node) {
        return switch (node) {
            case TraceNode.Application application -> application.span().name();
            case TraceNode.Call call -> {
                var item = call.call().call();
                yield item.model() == null ? item.requestedModel() : item.model();
            }
            case TraceNode.Attempt attempt ->
                t(
                        "traces.attempt",
                        attempt.attempt().number(),
                        attempt.attempt().model());
        };
    }

    /** What it is: a kind of span, or something of this gateway. */
    static String kind(TraceNode node) {
        return switch (node) {
            case TraceNode.Application application ->
                t("span." + application.span().kind().wireName());
            case TraceNode.Call _ -> t("traces.call");
            case TraceNode.Attempt _ -> t("traces.try");
        };
    }

    static String duration(long micros, Formats formats) {
        return micros > 0 && micros < 1_000
                ? t("format.micros", micros)
                : formats.duration(Duration.of(micros, ChronoUnit.MICROS));
    }
}
