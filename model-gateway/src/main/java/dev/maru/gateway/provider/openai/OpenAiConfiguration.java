package dev.maru.gateway.provider.openai;

import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.provider.ModelProvider;
import dev.maru.platform.egress.EgressGuard;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpenAiConfiguration {
    @Bean
    UpstreamClient upstreamClient(EgressGuard egress, GatewaySettings settings) {
        return new UpstreamClient(egress, settings);
    }

    @Bean
    ModelProvider openAiProvider(UpstreamClient client) {
        return new OpenAiProvider(client);
    }
}
