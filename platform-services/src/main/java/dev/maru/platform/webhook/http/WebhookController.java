package dev.maru.platform.webhook.http;

import dev.maru.core.id.WebhookDeliveryId;
import dev.maru.core.id.WebhookId;
import dev.maru.core.page.Paging;
import dev.maru.core.tenancy.Caller;
import dev.maru.platform.webhook.IssuedWebhook;
import dev.maru.platform.webhook.WebhookService;
import dev.maru.platform.webhook.http.WebhookWire.WireDeliveries;
import dev.maru.platform.webhook.http.WebhookWire.WireDelivery;
import dev.maru.platform.webhook.http.WebhookWire.WireDeliveryDetail;
import dev.maru.platform.webhook.http.WebhookWire.WireIssuedWebhook;
import dev.maru.platform.webhook.http.WebhookWire.WireNewWebhook;
import dev.maru.platform.webhook.http.WebhookWire.WireSecretRotation;
import dev.maru.platform.webhook.http.WebhookWire.WireWebhook;
import dev.maru.platform.webhook.http.WebhookWire.WireWebhookChange;
import dev.maru.platform.webhook.http.WebhookWire.WireWebhooks;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The webhooks of a project. */
@RestController
@RequestMapping(WebhookRoutes.WEBHOOKS)
class WebhookController {
    private final WebhookService webhooks;

    WebhookController(WebhookService webhooks) {
        this.webhooks = webhooks;
    }

    @GetMapping
    WireWebhooks list(Caller caller) {
        return new WireWebhooks(
                webhooks.list(caller).stream().map(WireWebhook::of).toList(), webhooks.eventTypes());
    }

    @PostMapping
    ResponseEntity<WireIssuedWebhook> create(Caller caller, @RequestBody WireNewWebhook body) {
        return issued(caller, webhooks.create(caller, body.data()));
    }

    @GetMapping("/{webhook}")
    WireWebhook get(Caller caller, @PathVariable String webhook) {
        return WireWebhook.of(webhooks.get(caller, id(webhook)));
    }

    @PatchMapping("/{webhook}")
    WireWebhook change(Caller caller, @PathVariable String webhook, @RequestBody WireWebhookChange body) {
        return WireWebhook.of(webhooks.change(caller, id(webhook), body.change()));
    }

    @DeleteMapping("/{webhook}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String webhook) {
        webhooks.delete(caller, id(webhook));
    }

    @PostMapping("/{webhook}/rotate")
    WireIssuedWebhook rotate(
            Caller caller,
            @PathVariable String webhook,
            @RequestBody(required = false) @Nullable WireSecretRotation body) {
        var overlap = body == null ? WebhookService.DEFAULT_OVERLAP : body.wanted();
        return WireIssuedWebhook.of(webhooks.rotate(caller, id(webhook), overlap));
    }

    @PostMapping("/{webhook}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    WireDelivery test(Caller caller, @PathVariable String webhook) {
        return WireDelivery.of(webhooks.test(caller, id(webhook)));
    }

    @GetMapping("/{webhook}/deliveries")
    WireDeliveries deliveries(
            Caller caller,
            @PathVariable String webhook,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = Paging.DEFAULT_LIMIT) int limit) {
        return WireDeliveries.of(webhooks.deliveries(
                caller, id(webhook), Paging.after(cursor, WebhookDeliveryId::parse), Paging.limit(limit)));
    }

    @GetMapping("/{webhook}/deliveries/{delivery}")
    WireDeliveryDetail delivery(Caller caller, @PathVariable String webhook, @PathVariable String delivery) {
        return WireDeliveryDetail.of(webhooks.delivery(caller, id(webhook), deliveryId(delivery)));
    }

    @PostMapping("/{webhook}/deliveries/{delivery}/redeliver")
    @ResponseStatus(HttpStatus.ACCEPTED)
    WireDelivery redeliver(Caller caller, @PathVariable String webhook, @PathVariable String delivery) {
        return WireDelivery.of(webhooks.deliverAgain(caller, id(webhook), deliveryId(delivery)));
    }

    private static ResponseEntity<WireIssuedWebhook> issued(Caller caller, IssuedWebhook issued) {
        var path = "/api/tenants/" + caller.tenant() + "/projects/" + caller.requireProject() + "/webhooks/"
                + issued.webhook().id();
        return ResponseEntity.created(URI.create(path)).body(WireIssuedWebhook.of(issued));
    }

    private static WebhookId id(String text) {
        return WebhookRequests.id(WebhookId::parse, text);
    }

    private static WebhookDeliveryId deliveryId(String text) {
        return WebhookRequests.id(WebhookDeliveryId::parse, text);
    }
}
