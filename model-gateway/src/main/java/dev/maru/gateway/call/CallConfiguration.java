package dev.maru.gateway.call;

import dev.maru.platform.schedule.RecurringTask;
import java.time.Duration;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CallConfiguration {
    @Bean
    RecurringTask partitionTask(PartitionKeeper keeper) {
        return new RecurringTask("gateway-partitions", Duration.ofHours(6), keeper::keep);
    }

    /** At the start as well: a process without workers must not write into the default partition for long. */
    @Bean
    ApplicationRunner partitionsAtStart(PartitionKeeper keeper) {
        return arguments -> keeper.keep();
    }
}
