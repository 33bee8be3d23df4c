package dev.maru.gateway.provider.offline;

import dev.maru.gateway.provider.ModelProvider;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OfflineConfiguration {
    @Bean
    ModelProvider offlineProvider(Clock clock) {
        return new OfflineProvider(clock);
    }
}
