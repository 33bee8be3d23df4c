package dev.maru.ui.webhooks;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.platform.webhook.DeliveryState;
import dev.maru.platform.webhook.PauseReason;
import dev.maru.platform.webhook.Webhook;
import dev.maru.platform.webhook.WebhookAttempt;
import dev.maru.platform.webhook.WebhookDelivery;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import org.jspecify.annotations.Nullable;

/** How a webhook, a delivery and an attempt are doing, in a word. */
final class WebhookChips {
    private WebhookChips() {}

    static Chip state(Webhook webhook) {
        var reason = webhook.pauseReason();
        if (reason != null) {
            return paused(reason);
        }
        return webhook.failingSince() == null
                ? new Chip(t("webhooks.state.active"), Tone.GOOD, Glyph.SUCCESS)
                : new Chip(t("webhooks.state.failing"), Tone.WARN, Glyph.WARNING);
    }

    private static Chip paused(PauseReason reason) {
        return switch (reason) {
            case BY_HAND -> new Chip(t("webhooks.state.paused"), Tone.PLAIN, Glyph.PAUSE);
            case GONE -> new Chip(t("webhooks.state.gone"), Tone.BAD, Glyph.BLOCKED);
            case FAILING -> new Chip(t("webhooks.state.given-up"), Tone.BAD, Glyph.ERROR);
        };
    }

    static Chip state(WebhookDelivery delivery) {
        return switch (delivery.state()) {
            case DELIVERED -> new Chip(t("webhooks.delivery.delivered"), Tone.GOOD, Glyph.SUCCESS);
            case FAILED -> new Chip(t("webhooks.delivery.failed"), Tone.BAD, Glyph.ERROR);
            case PENDING ->
                delivery.attempts() == 0
                        ? new Chip(t("webhooks.delivery.pending"), Tone.PLAIN, Glyph.PENDING)
                        : new Chip(t("webhooks.delivery.again"), Tone.WARN, Glyph.TIME);
        };
    }

    static Chip outcome(WebhookAttempt attempt) {
        var status = attempt.status() == null ? null : attempt.status().toString();
        var fault = attempt.fault();
        if (fault == null) {
            return new Chip(word(status, t("webhooks.delivery.delivered")), Tone.GOOD, Glyph.SUCCESS);
        }
        return new Chip(word(status, t("webhooks.fault." + fault.wireName())), Tone.BAD, Glyph.ERROR);
    }

    private static String word(@Nullable String status, String text) {
        return status == null ? text : status + " · " + text;
    }

    static boolean isOver(WebhookDelivery delivery) {
        return delivery.state() != DeliveryState.PENDING;
    }
}
