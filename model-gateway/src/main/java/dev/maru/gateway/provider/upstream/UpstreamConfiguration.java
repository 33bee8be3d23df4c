package dev.maru.gateway.provider.upstream;

import dev.maru.gateway.GatewaySettings;
import dev.maru.platform.egress.EgressGuard;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {
    @Bean
    UpstreamClient upstreamClient(EgressGuard egress, GatewaySettings settings) {
        return new UpstreamClient(egress, settings);
    }
}
