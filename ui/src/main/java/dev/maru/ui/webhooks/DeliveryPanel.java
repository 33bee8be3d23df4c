package dev.maru.ui.webhooks;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.maru.platform.webhook.WebhookAttempt;
import dev.maru.platform.webhook.WebhookDeliveryDetail;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.InlineCopy;
import dev.maru.ui.component.PrettyJson;
import dev.maru.ui.component.Times;
import dev.maru.ui.i18n.Formats;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One delivery: what is sent, and what was answered each time. */
final class DeliveryPanel extends Div {
    private static final JsonMapper JSON = new JsonMapper();

    /** @param again delivers it again, null where that is not possible now */
    DeliveryPanel(WebhookDeliveryDetail detail, @Nullable Runnable again, Runnable close) {
        addClassName("maru-detail");
        var delivery = detail.delivery();
        var title = new H2(t("webhooks.type." + delivery.eventType()));
        var id = new InlineCopy(delivery.id().toString());
        id.addClassName("maru-quiet");
        var text = new Div(title, id);
        text.addClassNames("maru-grow", "maru-stack-tight");
        var head = new Div(text, WebhookChips.state(delivery), Buttons.icon(t("dialog.close"), Glyph.CLOSE, close));
        head.addClassName("maru-detail-head");
        add(head);
        if (again != null) {
            add(new Div(Buttons.plain(t("webhooks.again"), Glyph.REFRESH, again)));
        }
        add(new H3(t("webhooks.attempts")));
        if (detail.attempts().isEmpty()) {
            add(new Paragraph(t("webhooks.no-attempt")));
        }
        detail.attempts().reversed().forEach(attempt -> add(attempt(attempt)));
        add(
                new H3(t("webhooks.body")),
                new CodeBlock(PrettyJson.of(JSON.readTree(delivery.body())), delivery.body()).wrapped());
    }

    private static Component attempt(WebhookAttempt attempt) {
        var when = new Span(new Span(attempt.number() + ". "), Times.exact(attempt.at()));
        when.addClassName("maru-grow");
        var head = new Div(
                when, WebhookChips.outcome(attempt), new Span(Formats.current().duration(attempt.duration())));
        head.addClassName("maru-row");
        var line = new Div(head);
        line.addClassName("maru-stack-tight");
        if (!attempt.answer().isBlank()) {
            line.add(new CodeBlock(attempt.answer()).wrapped());
        }
        return line;
    }
}
