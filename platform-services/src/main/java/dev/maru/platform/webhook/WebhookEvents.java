package dev.maru.platform.webhook;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.WebhookDeliveryId;
import dev.maru.core.id.WebhookId;
import dev.maru.core.tenancy.TenantTx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where features say what happened, in the transaction in which it happens: whoever wants to know is told if it commits,
 * and nobody if it does not.
 */
@Component
public class WebhookEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WebhookRepository webhooks;
    private final WebhookDeliveryRepository deliveries;
    private final Clock clock;

    WebhookEvents(WebhookRepository webhooks, WebhookDeliveryRepository deliveries, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** One without a Spring context, for tests of features that emit events. */
    public static WebhookEvents at(Clock clock) {
        return new WebhookEvents(new WebhookRepository(), new WebhookDeliveryRepository(), clock);
    }

    /** Writes a delivery for each active webhook of the project that wants the event; usually there is none. */
    public void emit(TenantTx tx, ProjectId project, WebhookEvent event) {
        var wanting = webhooks.wanting(tx, project, event);
        if (!wanting.isEmpty()) {
            var now = now();
            var body = body(tx, project, event, now);
            wanting.forEach(webhook -> deliveries.insert(tx, project, delivery(webhook, event, body, now)));
        }
    }

    /** Writes a delivery for one webhook, whether it wants such events or not. */
    WebhookDelivery emitTo(TenantTx tx, ProjectId project, WebhookId webhook, WebhookEvent event) {
        var now = now();
        var delivery = delivery(webhook, event, body(tx, project, event, now), now);
        deliveries.insert(tx, project, delivery);
        return delivery;
    }

    private static WebhookDelivery delivery(WebhookId webhook, WebhookEvent event, String body, Instant now) {
        return new WebhookDelivery(
                WebhookDeliveryId.next(), webhook, event.type(), body, DeliveryState.PENDING, 0, now, now, null);
    }

    private static String body(TenantTx tx, ProjectId project, WebhookEvent event, Instant now) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("tenant", tx.tenant().toString());
        data.put("project", project.toString());
        data.putAll(event.data());
        var body = new LinkedHashMap<String, Object>();
        body.put("type", event.type());
        body.put("timestamp", now.toString());
        body.put("data", data);
        return JSON.writeValueAsString(body);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
