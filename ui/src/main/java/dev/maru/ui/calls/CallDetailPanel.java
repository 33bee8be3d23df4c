package dev.maru.ui.calls;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.call.CallDetail;
import dev.maru.gateway.call.CallListItem;
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
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Everything that is known about one call: how it went, attempt by attempt, what it used and what that cost. */
final class CallDetailPanel extends Div {
    private static final JsonMapper JSON = new JsonMapper();

    private final Formats formats = Formats.current();
    private final KeyNames keys;

    CallDetailPanel(
            Place place, CallDetail detail, PriceLookup prices, KeyNames keys, Refusals refusals, Runnable close) {
        this.keys = keys;
        addClassName("maru-detail");
        var call = detail.call();
        add(head(call, close));
        var error = detail.errorMessage();
        if (error != null) {
            add(new Note(Tone.BAD, (call.errorCode() == null ? "" : call.errorCode() + ": ") + error));
            refusals.link(place, detail).ifPresent(this::add);
        }
        add(facts(place, detail));
        if (!detail.guardrails().isEmpty()) {
            add(new H3(t("calls.guardrails")), new GuardFindings(detail.guardrails()));
        }
        add(new H3(t("calls.attempts", call.attempts())), new AttemptTimeline(detail));
        add(new H3(t("calls.usage")), new UsageTable(detail, prices));
        if (!detail.tags().isEmpty()) {
            add(
                    new H3(t("calls.tags")),
                    Chip.row(detail.tags().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(tag -> Chip.plain(tag.getKey() + " = " + tag.getValue()))
                            .toList()));
        }
        addPayload(detail.payload());
        if (place.may(Permission.CALL_MODELS)) {
            add(new Anchor(place.inProject("playground?c1=" + call.id()), t("play.open")));
        }
    }

    private static Component head(CallListItem call, Runnable close) {
        var title = new H2(call.model() == null ? call.requestedModel() : call.model());
        var id = new InlineCopy(call.id().toString());
        id.addClassName("maru-quiet");
        var text = new Div(title, id);
        text.addClassNames("maru-grow", "maru-stack-tight");
        var head = new Div(
                text,
                OutcomeChip.of(call.outcome(), call.status()),
                Buttons.icon(t("dialog.close"), Glyph.CLOSE, close));
        head.addClassName("maru-detail-head");
        return head;
    }

    private Component facts(Place place, CallDetail detail) {
        var call = detail.call();
        var facts = new Facts()
                .add(t("calls.started"), Times.exact(call.startedAt()))
                .add(t("calls.duration"), formats.duration(Duration.ofMillis(call.durationMs())))
                .add(t("calls.first-token"), millis(call.firstTokenMs()))
                .add(t("calls.cost"), CallTexts.cost(call, formats))
                .add(t("calls.cache"), CallTexts.cache(detail, formats))
                .add(t("calls.origin"), t("origin." + call.origin().wireName()))
                .add(t("calls.streamed"), call.streamed() ? t("yes") : t("no"))
                .add(t("calls.requested"), call.requestedModel());
        var route = detail.route();
        if (route != null) {
            facts.add(t("calls.route"), new Anchor(place.inProject("routes?q=" + route), route));
        }
        var promptId = detail.promptId();
        var version = call.promptVersion();
        if (promptId != null && version != null) {
            var path = place.inProject("prompts/" + promptId + "?tab=versions&b=" + version);
            var label = call.promptLabel();
            var link = new Anchor(path, call.promptName() + " · " + t("prompt.version", version));
            facts.add(t("calls.prompt"), label == null ? link : new Span(link, new Span(" (" + label + ")")));
        }
        var key = call.apiKeyId();
        if (key != null) {
            facts.add(t("calls.key"), new Anchor(place.inProject("calls?key=" + key), keys.name(key)));
        }
        var trace = detail.traceId();
        if (trace != null) {
            facts.add(t("calls.trace"), new Anchor(place.inProject("traces/" + trace), trace));
        }
        var overhead = detail.overheadUs();
        return facts.add(t("calls.user"), detail.endUser())
                .add(
                        t("calls.overhead"),
                        overhead == null ? null : t("format.millis", Math.round(overhead / 100.0) / 10.0))
                .add(t("calls.session"), detail.sessionId())
                .add(t("calls.client-id"), detail.clientRequestId());
    }

    private @Nullable String millis(@Nullable Long millis) {
        return millis == null ? null : formats.duration(Duration.ofMillis(millis));
    }

    private void addPayload(CallDetail.@Nullable Payload payload) {
        if (payload == null) {
            var none = new Paragraph(t("calls.no-payload"));
            none.addClassNames("maru-quiet", "maru-small");
            add(none);
            return;
        }
        if (payload.truncated()) {
            add(new Note(Tone.WARN, t("calls.cut")));
        }
        add(new H3(t("calls.request")), new CodeBlock(pretty(payload.request())).wrapped());
        var response = payload.response();
        if (response != null) {
            add(new H3(t("calls.response")), new CodeBlock(pretty(response)).wrapped());
        }
    }

    /** Indents JSON; an event stream or a cut text stays as it was. */
    private static String pretty(String text) {
        try {
            return PrettyJson.of(JSON.readTree(text));
        } catch (JacksonException notJson) {
            return text;
        }
    }
}
