package dev.maru.gateway.limit;

import dev.maru.gateway.spool.Spool;
import dev.maru.platform.settings.MaruSettings;
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
    LimitBeat limitBeat(LimitStore store, LimitRedis redis, Spool spool) {
        return new LimitBeat(store, redis, spool.instance());
    }
}
