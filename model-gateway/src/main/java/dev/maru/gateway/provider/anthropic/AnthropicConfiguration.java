package dev.maru.gateway.provider.anthropic;

import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AnthropicConfiguration {
    @Bean
    ModelProvider anthropicProvider(UpstreamClient client) {
        return new AnthropicProvider(client);
    }
}
