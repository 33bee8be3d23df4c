package dev.maru.ui.traces;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import dev.maru.gateway.call.CallDetail;
import dev.maru.gateway.call.TracedCall;
import dev.maru.gateway.trace.SpanStatus;
import dev.maru.gateway.trace.TraceNode;
import dev.maru.gateway.trace.TraceSpan;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.InlineCopy;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.PrettyJson;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Everything that is known about one row of a trace. */
final class NodePanel extends Div {
    private static final JsonMapper JSON = new JsonMapper();

    private final Formats formats = Formats.current();
    private final Place place;

    NodePanel(Place place, TraceNode node, Runnable close) {
        this.place = place;
        addClassName("maru-detail");
        add(head(node, close));
        switch (node) {
            case TraceNode.Application application -> show(application.span());
            case TraceNode.Call call -> show(call.call());
            case TraceNode.Attempt attempt -> show(attempt.attempt());
        }
    }

    private static Div head(TraceNode node, Runnable close) {
        var id = new InlineCopy(node.id());
        id.addClassName("maru-quiet");
        var text = new Div(new H2(TraceTexts.name(node)), id);
        text.addClassNames("maru-grow", "maru-stack-tight");
        var head = new Div(text, Chip.plain(TraceTexts.kind(node)));
        if (node.failed()) {
            head.add(new Chip(t("traces.status.error"), Tone.BAD, Glyph.ERROR));
        }
        head.add(Buttons.icon(t("dialog.close"), Glyph.CLOSE, close));
        head.addClassName("maru-detail-head");
        return head;
    }

    private void show(TraceSpan span) {
        var message = span.statusMessage();
        if (message != null) {
            add(new Note(span.status() == SpanStatus.ERROR ? Tone.BAD : Tone.PLAIN, message));
        }
        var facts = new Facts()
                .add(t("traces.started"), Times.exact(span.startedAt()))
                .add(t("traces.duration"), TraceTexts.duration(span.durationUs(), formats))
                .add(t("traces.model"), span.model())
                .add(t("traces.provider"), span.provider())
                .add(t("traces.tokens"), tokens(span));
        link(facts, "service", span.service());
        link(facts, "session", span.sessionId());
        link(facts, "user", span.endUser());
        var prompt = span.promptName();
        if (prompt != null) {
            var version = span.promptVersion();
            facts.add(
                    t("traces.prompt"),
                    new Anchor(
                            place.inProject("prompts?q=" + URLEncoder.encode(prompt, StandardCharsets.UTF_8)),
                            version == null ? prompt : prompt + " · " + t("prompt.version", version)));
        }
        add(facts);
        addContent(span.content());
        addJson(t("traces.attributes"), span.attributes());
        addJson(t("traces.events"), span.events());
    }

    private void link(Facts facts, String filter, @Nullable String value) {
        if (value != null) {
            facts.add(t("traces." + filter), TraceTexts.narrowed(place, filter, value));
        }
    }

    private @Nullable String tokens(TraceSpan span) {
        var input = span.inputTokens();
        var output = span.outputTokens();
        return input == null && output == null
                ? null
                : t(
                        "traces.tokens.both",
                        formats.number(input == null ? 0 : input),
                        formats.number(output == null ? 0 : output));
    }

    private void addContent(TraceSpan.@Nullable Content content) {
        if (content == null) {
            var none = new Paragraph(t("traces.no-content"));
            none.addClassNames("maru-quiet", "maru-small");
            add(none);
            return;
        }
        if (content.truncated()) {
            add(new Note(Tone.WARN, t("calls.cut")));
        }
        addText(t("traces.input"), content.input());
        addText(t("traces.output"), content.output());
        addJson(t("traces.other"), content.other());
    }

    private void addText(String title, @Nullable String text) {
        if (text != null) {
            add(new H3(title), new CodeBlock(pretty(text)).wrapped());
        }
    }

    private void addJson(String title, String json) {
        if (!json.equals("{}") && !json.equals("[]")) {
            addText(title, json);
        }
    }

    /** Indents JSON; other text stays as it was. */
    private static String pretty(String text) {
        try {
            var node = JSON.readTree(text);
            return node.isContainer() ? PrettyJson.of(node) : text;
        } catch (JacksonException notJson) {
            return text;
        }
    }

    private void show(TracedCall traced) {
        var call = traced.call();
        add(new Facts()
                .add(t("traces.started"), Times.exact(call.startedAt()))
                .add(t("traces.duration"), formats.duration(Duration.ofMillis(call.durationMs())))
                .add(t("calls.outcome"), t("outcome." + call.outcome().wireName()))
                .add(t("calls.requested"), call.requestedModel())
                .add(
                        t("traces.tokens"),
                        t(
                                "traces.tokens.both",
                                formats.number(call.tokens().allInput()),
                                formats.number(call.tokens().allOutput())))
                .add(t("calls.cost"), cost(traced)));
        var open = new Anchor(place.inProject("calls?call=" + call.id()), t("traces.open-call"));
        open.setId("open-call");
        add(open);
    }

    private @Nullable String cost(TracedCall traced) {
        var cost = traced.call().cost();
        var currency = traced.call().currency();
        return cost == null || currency == null ? null : formats.money(cost, currency);
    }

    private void show(CallDetail.Attempt attempt) {
        var message = attempt.errorMessage();
        if (message != null) {
            add(new Note(Tone.BAD, message));
        }
        var taken = attempt.durationMs();
        var first = attempt.firstTokenMs();
        var status = attempt.status();
        add(new Facts()
                .add(t("traces.started"), Times.exact(attempt.dispatchedAt()))
                .add(t("traces.duration"), taken == null ? null : formats.duration(Duration.ofMillis(taken)))
                .add(t("calls.first-token"), first == null ? null : formats.duration(Duration.ofMillis(first)))
                .add(t("calls.outcome"), t("attempt." + attempt.outcome()))
                .add(t("traces.http"), status == null ? null : status.toString())
                .add(t("traces.connection"), attempt.connectionSlug()));
    }
}
