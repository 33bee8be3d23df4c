package dev.maru.gateway;

import dev.maru.gateway.trace.TraceSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GatewaySettings.class, TraceSettings.class})
class GatewayConfiguration {}
