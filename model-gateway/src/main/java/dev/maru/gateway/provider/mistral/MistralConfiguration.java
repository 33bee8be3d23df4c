package dev.maru.gateway.provider.mistral;

import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MistralConfiguration {
    @Bean
    ModelProvider mistralProvider(UpstreamClient client) {
        return new MistralProvider(client);
    }
}
