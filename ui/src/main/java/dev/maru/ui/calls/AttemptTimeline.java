package dev.maru.ui.calls;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.maru.gateway.call.CallDetail;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.routes.RouteTexts;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The attempts of a call along its time: waiting for the first token, then reading. */
final class AttemptTimeline extends Div {
    AttemptTimeline(CallDetail detail) {
        addClassName("maru-timeline");
        if (detail.attempts().isEmpty()) {
            add(new Paragraph(t("calls.no-attempt")));
        }
        var whole = Math.max(1, detail.call().durationMs());
        for (var attempt : detail.attempts()) {
            var begin = Math.max(
                    0,
                    Duration.between(detail.call().startedAt(), attempt.dispatchedAt())
                            .toMillis());
            add(line(attempt, begin, whole));
        }
    }

    private static Div line(CallDetail.Attempt attempt, long begin, long whole) {
        var formats = Formats.current();
        var name = new Span(attempt.number() + ". " + attempt.model());
        name.addClassNames("maru-grow", "maru-truncate");
        var taken = attempt.durationMs();
        var head =
                new Div(name, chip(attempt), new Span(taken == null ? "" : formats.duration(Duration.ofMillis(taken))));
        head.addClassName("maru-row");
        var block = new Div(head, bar(attempt, begin, whole));
        block.addClassName("maru-stack-tight");
        var how = how(attempt);
        if (!how.isEmpty()) {
            block.add(quiet(how));
        }
        var message = attempt.errorMessage();
        if (message != null) {
            block.add(quiet((attempt.errorCode() == null ? "" : attempt.errorCode() + ": ") + message));
        }
        return block;
    }

    /** Why it went there, and with which key. */
    private static String how(CallDetail.Attempt attempt) {
        var reason = attempt.reason();
        var key = attempt.keyName();
        return Stream.of(
                        reason == null ? "" : RouteTexts.reason(reason), key == null ? "" : t("calls.attempt.key", key))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private static Span quiet(String text) {
        var span = new Span(text);
        span.addClassNames("maru-small", "maru-quiet");
        return span;
    }

    private static Chip chip(CallDetail.Attempt attempt) {
        var good = attempt.outcome().equals("success");
        var status = attempt.status();
        var failure = attempt.errorClass();
        var text = (good || failure == null ? t("attempt." + attempt.outcome()) : RouteTexts.failure(failure))
                + (good || status == null ? "" : " " + status);
        return new Chip(text, good ? Tone.GOOD : Tone.BAD, good ? Glyph.SUCCESS : Glyph.ERROR);
    }

    private static Div bar(CallDetail.Attempt attempt, long begin, long whole) {
        var taken = attempt.durationMs() == null ? Math.max(0, whole - begin) : attempt.durationMs();
        var first = attempt.firstTokenMs() == null ? taken : Math.min(attempt.firstTokenMs(), taken);
        var bar = new Div(part("wait", begin, first, whole), part("read", begin + first, taken - first, whole));
        bar.addClassName("maru-bar");
        if (!attempt.outcome().equals("success")) {
            bar.getChildren().forEach(child -> child.getElement().setAttribute("data-tone", "bad"));
        }
        bar.getElement().setAttribute("role", "img");
        bar.getElement().setAttribute("aria-label", t("calls.bar", begin, first, taken));
        return bar;
    }

    private static Div part(String name, long from, long length, long whole) {
        var part = new Div();
        part.getElement().setAttribute("data-part", name);
        var left = Math.min(100.0, 100.0 * from / whole);
        part.getStyle().set("inset-inline-start", percent(left));
        part.getStyle().set("inline-size", percent(Math.min(100.0 - left, 100.0 * length / whole)));
        return part;
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
