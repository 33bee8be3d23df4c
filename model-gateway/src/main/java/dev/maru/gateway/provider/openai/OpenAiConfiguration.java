package dev.maru.gateway.provider.openai;

import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpenAiConfiguration {
    @Bean
    ModelProvider openAiProvider(UpstreamClient client) {
        return new OpenAiProvider(client);
    }
}
