package dev.maru.gateway.limit;

import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.spool.Spool;
import dev.maru.platform.settings.MaruSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {
    @Bean(destroyMethod = "close")
    LimitRedis limitRedis(MaruSettings settings) {
        return new LimitRedis(settings.redisUrl());
    }

    @Bean
    LimitStore limitStore(LimitRedis redis, Spool spool, Clock clock, MeterRegistry meters) {
        return new LimitStore(redis, spool.instance(), clock, meters);
    }

    @Bean
    FairGate fairGate(GatewaySettings settings, MeterRegistry meters) {
        var gate = new FairGate(settings.maxInFlight(), settings.maxQueueTime());
        Gauge.builder("maru.gate.inside", gate, FairGate::inside)
                .description("Calls that were let in and have not ended")
                .register(meters);
        Gauge.builder("maru.gate.queued", gate, FairGate::queued)
                .description("Calls that wait for a place")
                .register(meters);
        return gate;
    }

    @Bean
    LimitBeat limitBeat(LimitStore store, LimitRedis redis, Spool spool) {
        return new LimitBeat(store, redis, spool.instance());
    }
}
