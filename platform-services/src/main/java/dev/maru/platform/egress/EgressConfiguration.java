package dev.maru.platform.egress;

import dev.maru.platform.settings.MaruSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EgressConfiguration {
    @Bean
    EgressGuard egressGuard(MaruSettings settings) {
        return new EgressGuard(settings.egress().allow());
    }
}
