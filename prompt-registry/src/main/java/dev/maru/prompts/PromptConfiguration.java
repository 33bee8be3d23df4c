package dev.maru.prompts;

import dev.maru.platform.schedule.RecurringTask;
import dev.maru.platform.webhook.WebhookEventTypes;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PromptConfiguration {
    @Bean
    WebhookEventTypes promptEventTypes() {
        return PromptAnnouncements.TYPES;
    }

    @Bean
    RecurringTask scheduledReleases(DueReleases releases) {
        return new RecurringTask("prompts-scheduled-releases", Duration.ofSeconds(5), releases::release);
    }

    @Bean
    RecurringTask searchTexts(SearchBackfill backfill) {
        return new RecurringTask("prompts-search-texts", Duration.ofSeconds(10), backfill::catchUp);
    }

    @Bean
    RecurringTask splitGuards(SplitWatch watch) {
        return new RecurringTask("prompts-split-guards", Duration.ofSeconds(30), watch::look);
    }
}
