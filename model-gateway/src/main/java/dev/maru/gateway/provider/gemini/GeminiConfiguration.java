package dev.maru.gateway.provider.gemini;

import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GeminiConfiguration {
    @Bean
    ModelProvider geminiProvider(UpstreamClient client) {
        return new GeminiProvider(client);
    }
}
