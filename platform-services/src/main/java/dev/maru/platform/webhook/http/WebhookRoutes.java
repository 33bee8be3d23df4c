package dev.maru.platform.webhook.http;

import static dev.maru.core.route.Route.management;
import static dev.maru.core.tenancy.Permission.MANAGE_WEBHOOKS;

import dev.maru.core.route.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebhookRoutes {
    static final String WEBHOOKS = "/api/tenants/{tenant}/projects/{project}/webhooks";
    private static final String WEBHOOK = WEBHOOKS + "/{webhook}";
    private static final String DELIVERIES = WEBHOOK + "/deliveries";

    @Bean
    Routes webhooks() {
        return Routes.of(
                management("GET", WEBHOOKS, MANAGE_WEBHOOKS),
                management("POST", WEBHOOKS, MANAGE_WEBHOOKS),
                management("GET", WEBHOOK, MANAGE_WEBHOOKS),
                management("PATCH", WEBHOOK, MANAGE_WEBHOOKS),
                management("DELETE", WEBHOOK, MANAGE_WEBHOOKS),
                management("POST", WEBHOOK + "/rotate", MANAGE_WEBHOOKS),
                management("POST", WEBHOOK + "/test", MANAGE_WEBHOOKS),
                management("GET", DELIVERIES, MANAGE_WEBHOOKS),
                management("GET", DELIVERIES + "/{delivery}", MANAGE_WEBHOOKS),
                management("POST", DELIVERIES + "/{delivery}/redeliver", MANAGE_WEBHOOKS));
    }
}
