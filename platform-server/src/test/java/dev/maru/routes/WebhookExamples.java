package dev.maru.routes;

import static dev.maru.routes.Example.plain;

import dev.maru.e2e.RunningMaru;
import dev.maru.platform.webhook.Webhook;
import dev.maru.platform.webhook.WebhookService;
import java.util.List;
import java.util.Map;

/** Webhooks and their deliveries; those that stand are paused, so that no worker changes them while others look. */
final class WebhookExamples {
    private static final String WEBHOOKS = "/api/tenants/{tenant}/projects/{project}/webhooks";
    private static final String WEBHOOK = WEBHOOKS + "/{webhook}";
    private static final String DELIVERY = WEBHOOK + "/deliveries/{delivery}";

    private final RunningMaru maru;
    private final Settler settler;

    WebhookExamples(RunningMaru maru, Settler settler) {
        this.maru = maru;
        this.settler = settler;
    }

    void addTo(Examples examples) {
        examples.add("GET " + WEBHOOKS, plain().shows("webhook"))
                .add("POST " + WEBHOOKS, plain().body(this::newWebhook).shows("made"))
                .add("GET " + WEBHOOK, webhook(plain()).shows("webhook"))
                .add("PATCH " + WEBHOOK, webhook(plain()).body(this::change).shows("webhook"))
                .add("DELETE " + WEBHOOK, webhook(plain()).spare("webhook", this::fresh))
                .add("POST " + WEBHOOK + "/rotate", webhook(plain()).shows("webhook"))
                .add("POST " + WEBHOOK + "/test", webhook(plain()).spare("webhook", this::fresh))
                .add("GET " + WEBHOOK + "/deliveries", webhook(plain()))
                .add("GET " + DELIVERY, delivery(plain()))
                // It is paused.
                .add("POST " + DELIVERY + "/redeliver", delivery(plain()).answers(409));
    }

    static Example webhook(Example example) {
        return example.at("webhook", place -> place.told().webhook().toString());
    }

    private static Example delivery(Example example) {
        return webhook(example).at("delivery", place -> place.told().delivery().toString());
    }

    private Object newWebhook(Place place) {
        return Map.of(
                "url",
                "https://127.0.0.1:1/" + place.marker().of("made"),
                "eventTypes",
                List.of("prompt.version.created"),
                "description",
                settler.unused(place.marker(), "made"));
    }

    private Object change(Place place) {
        return Map.of(
                "version",
                maru.bean(WebhookService.class)
                        .get(settler.owner(place), place.told().webhook())
                        .version(),
                "description",
                place.marker().of("webhook"));
    }

    private String fresh(Place place) {
        Webhook made = settler.webhook(settler.owner(place), settler.unused(place.marker(), "spare"));
        return made.id().toString();
    }
}
