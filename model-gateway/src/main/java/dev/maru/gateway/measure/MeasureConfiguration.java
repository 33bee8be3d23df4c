package dev.maru.gateway.measure;

import dev.maru.platform.schedule.RecurringTask;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MeasureConfiguration {
    @Bean
    RecurringTask measureTask(MeasureKeeper keeper) {
        return new RecurringTask("gateway-measures", Duration.ofMinutes(1), keeper::keep);
    }
}
