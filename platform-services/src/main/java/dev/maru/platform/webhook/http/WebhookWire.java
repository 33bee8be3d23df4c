package dev.maru.platform.webhook.http;

import dev.maru.core.page.Page;
import dev.maru.platform.webhook.DeliveryState;
import dev.maru.platform.webhook.IssuedWebhook;
import dev.maru.platform.webhook.Webhook;
import dev.maru.platform.webhook.WebhookAddress;
import dev.maru.platform.webhook.WebhookAttempt;
import dev.maru.platform.webhook.WebhookChange;
import dev.maru.platform.webhook.WebhookData;
import dev.maru.platform.webhook.WebhookDelivery;
import dev.maru.platform.webhook.WebhookDeliveryDetail;
import dev.maru.platform.webhook.WebhookService;
import dev.maru.platform.webhook.WebhookState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Webhooks on the wire. */
final class WebhookWire {
    private WebhookWire() {}

    record WireWebhook(
            String id,
            long version,
            String project,
            String url,
            List<String> eventTypes,
            String folder,
            String description,
            String state,
            @Nullable String pauseReason,
            @Nullable Instant failingSince,
            @Nullable Instant lastAttemptAt,
            @Nullable Instant oldSecretUntil,
            String createdBy,
            Instant createdAt) {
        static WireWebhook of(Webhook webhook) {
            var data = webhook.data();
            var reason = webhook.pauseReason();
            return new WireWebhook(
                    webhook.id().toString(),
                    webhook.version(),
                    webhook.project().toString(),
                    data.address().value(),
                    List.copyOf(data.sortedTypes()),
                    data.folder(),
                    data.description(),
                    webhook.state().wireName(),
                    reason == null ? null : reason.wireName(),
                    webhook.failingSince(),
                    webhook.lastAttemptAt(),
                    webhook.oldSecretUntil(),
                    webhook.createdBy(),
                    webhook.createdAt());
        }
    }

    /** @param eventTypes everything that a webhook can be told of */
    record WireWebhooks(List<WireWebhook> items, List<String> eventTypes) {}

    /** @param secret is in this one answer and nowhere else */
    record WireIssuedWebhook(WireWebhook webhook, String secret) {
        static WireIssuedWebhook of(IssuedWebhook issued) {
            return new WireIssuedWebhook(WireWebhook.of(issued.webhook()), issued.secret());
        }

        @Override
        public String toString() {
            return "WireIssuedWebhook[" + webhook.id() + "]";
        }
    }

    record WireNewWebhook(
            @Nullable String url,
            @Nullable List<@Nullable String> eventTypes,
            @Nullable String folder,
            @Nullable String description) {
        WebhookData data() {
            return new WebhookData(
                    new WebhookAddress(WebhookRequests.required("url", url)),
                    WebhookRequests.texts("eventTypes", WebhookRequests.required("eventTypes", eventTypes)),
                    folder == null ? "" : folder,
                    description == null ? "" : description);
        }
    }

    record WireWebhookChange(
            @Nullable Long version,
            @Nullable String url,
            @Nullable List<@Nullable String> eventTypes,
            @Nullable String folder,
            @Nullable String description,
            @Nullable String state) {
        WebhookChange change() {
            return new WebhookChange(
                    WebhookRequests.required("version", version),
                    url == null ? null : new WebhookAddress(url),
                    eventTypes == null ? null : WebhookRequests.texts("eventTypes", eventTypes),
                    folder,
                    description,
                    state == null
                            ? null
                            : WebhookRequests.choice("state", state, WebhookState::ofWireName, "active or paused"));
        }
    }

    /** @param overlap how long deliveries are signed with the old secret too, as an ISO 8601 duration */
    record WireSecretRotation(@Nullable String overlap) {
        Duration wanted() {
            return overlap == null ? WebhookService.DEFAULT_OVERLAP : WebhookRequests.duration("overlap", overlap);
        }
    }

    /** @param nextAttemptAt null unless it is pending */
    record WireDelivery(
            String id,
            String webhook,
            String eventType,
            String state,
            int attempts,
            @Nullable Instant nextAttemptAt,
            Instant createdAt,
            @Nullable Instant finishedAt) {
        static WireDelivery of(WebhookDelivery delivery) {
            return new WireDelivery(
                    delivery.id().toString(),
                    delivery.webhook().toString(),
                    delivery.eventType(),
                    delivery.state().wireName(),
                    delivery.attempts(),
                    delivery.state() == DeliveryState.PENDING ? delivery.dueAt() : null,
                    delivery.createdAt(),
                    delivery.finishedAt());
        }
    }

    record WireDeliveries(
            List<WireDelivery> items, @Nullable String nextCursor) {
        static WireDeliveries of(Page<WebhookDelivery> page) {
            var next = page.next();
            return new WireDeliveries(
                    page.items().stream().map(WireDelivery::of).toList(), next == null ? null : next.encoded());
        }
    }

    record WireAttempt(
            int number,
            Instant at,
            long millis,
            @Nullable Integer status,
            @Nullable String fault,
            String answer) {
        static WireAttempt of(WebhookAttempt attempt) {
            var fault = attempt.fault();
            return new WireAttempt(
                    attempt.number(),
                    attempt.at(),
                    attempt.duration().toMillis(),
                    attempt.status(),
                    fault == null ? null : fault.wireName(),
                    attempt.answer());
        }
    }

    /** @param body what is sent, as it is signed */
    record WireDeliveryDetail(WireDelivery delivery, String body, List<WireAttempt> attempts) {
        static WireDeliveryDetail of(WebhookDeliveryDetail detail) {
            return new WireDeliveryDetail(
                    WireDelivery.of(detail.delivery()),
                    detail.delivery().body(),
                    detail.attempts().stream().map(WireAttempt::of).toList());
        }
    }
}
