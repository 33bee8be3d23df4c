package dev.maru.gateway.provider.azure;

import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AzureConfiguration {
    @Bean
    ModelProvider azureProvider(UpstreamClient client) {
        return new AzureProvider(client);
    }
}
