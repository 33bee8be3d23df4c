package dev.maru.gateway.cache;

import dev.maru.platform.schedule.RecurringTask;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CacheConfiguration {
    @Bean
    RecurringTask cacheTask(CacheKeeper keeper) {
        return new RecurringTask("gateway-cache", Duration.ofMinutes(10), keeper::keep);
    }
}
