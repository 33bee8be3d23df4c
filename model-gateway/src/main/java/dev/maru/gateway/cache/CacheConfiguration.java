package dev.maru.gateway.cache;

import dev.maru.core.tenancy.SystemDb;
import dev.maru.platform.schedule.RecurringTask;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CacheConfiguration {
    private static final int MOST_OF_A_PROJECT = 100_000;

    @Bean
    RecurringTask cacheTask(SystemDb system, CachedAnswerRepository answers, Clock clock) {
        return new RecurringTask(
                "gateway-cache",
                Duration.ofMinutes(10),
                () -> system.runInSystem(tx -> answers.sweep(tx, clock.instant(), MOST_OF_A_PROJECT)));
    }
}
