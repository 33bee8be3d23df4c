package dev.maru.platform.throttle;

import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ThrottleConfiguration {
    @Bean(destroyMethod = "close")
    RedisThrottle throttle(MaruSettings settings, Clock clock) {
        return new RedisThrottle(settings.redisUrl(), new LocalThrottle(clock));
    }
}
