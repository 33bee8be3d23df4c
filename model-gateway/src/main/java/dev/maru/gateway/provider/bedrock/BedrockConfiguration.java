package dev.maru.gateway.provider.bedrock;

import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BedrockConfiguration {
    @Bean
    ModelProvider bedrockProvider(UpstreamClient client) {
        return new BedrockProvider(client);
    }
}
