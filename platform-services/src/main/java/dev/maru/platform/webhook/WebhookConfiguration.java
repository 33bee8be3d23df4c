package dev.maru.platform.webhook;

import dev.maru.platform.egress.EgressGuard;
import dev.maru.platform.schedule.RecurringTask;
import java.security.SecureRandom;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
    @Bean
    WebhookClient webhookClient(EgressGuard egress) {
        return new WebhookClient(egress);
    }

    @Bean
    RetrySchedule retrySchedule() {
        return new RetrySchedule(new SecureRandom());
    }

    @Bean
    RecurringTask deliverWebhooks(WebhookDispatcher dispatcher) {
        return new RecurringTask("deliver-webhooks", Duration.ofSeconds(1), dispatcher::look);
    }

    @Bean
    RecurringTask deleteOldWebhookDeliveries(WebhookDispatcher dispatcher) {
        return new RecurringTask("delete-old-webhook-deliveries", Duration.ofHours(1), dispatcher::deleteOld);
    }
}
